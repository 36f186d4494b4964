// A field for a file, and the area onto which one can be dropped.

/** Calls `take` with the file that a visitor chooses in `input` or drops onto `zone`. */
export function onFile(input, zone, take) {
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (file) take(file);
    // The same file can be given again.
    input.value = "";
  });
  const isFile = (event) => event.dataTransfer?.types.includes("Files");
  const mark = (is) => zone.classList.toggle("over", is);
  zone.addEventListener("dragover", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    mark(true);
  });
  zone.addEventListener("dragleave", () => mark(false));
  zone.addEventListener("drop", (event) => {
    mark(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    take(file);
  });
}
