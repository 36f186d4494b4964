// What a visitor does with a model of peaks in the page.

import { peaks } from "./support/models.mjs";
import { tryOut } from "./support/try-out.mjs";

tryOut("peaks", peaks);
