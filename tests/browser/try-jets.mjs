// What a visitor does with a model of jets in the page.

import { jets } from "./support/models.mjs";
import { tryOut } from "./support/try-out.mjs";

tryOut("jets", jets);
