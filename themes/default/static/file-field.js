// A field for a file, and the area onto which one can be dropped.

/**
 * Calls `take` with the file that a visitor chooses in `input` or drops onto `zone`, and with the
 * number of files that were given: of several the first is taken. The field shows its name.
 */
export function onFile(input, zone, take) {
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (file) take(file, input.files.length);
  });
  // The same file can be given again.
  input.addEventListener("click", () => {
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
    const files = event.dataTransfer?.files ?? [];
    const [file] = files;
    if (!file) return;
    event.preventDefault();
    const one = new DataTransfer();
    one.items.add(file);
    input.files = one.files;
    take(file, files.length);
  });
}
