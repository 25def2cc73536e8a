// A sheet to sign on by hand. What is drawn goes as a path of whole numbers into a hidden control; without it a name and
// consent are the signature.

/** Most characters that the server takes. */
const most = 20000;

/** Adds the sheet to a signature. */
export function addSheet(field) {
  const words = field.querySelector("template[data-sheet]");
  const hidden = field.querySelector('input[name$=".strokes"]');
  if (!words || !hidden) return;
  const block = words.content.firstElementChild.cloneNode(true);
  words.after(block);
  const sheet = block.querySelector("svg");
  const path = sheet.querySelector("path");
  let drawing = false;

  const draw = (strokes) => {
    if (strokes.length > most) return;
    hidden.value = strokes;
    path.setAttribute("d", strokes);
  };
  const point = (event) => {
    const box = sheet.getBoundingClientRect();
    const at = (value, size, limit) => Math.min(limit, Math.max(0, Math.round((value / size) * limit)));
    return `${at(event.clientX - box.left, box.width, 600)},${at(event.clientY - box.top, box.height, 200)}`;
  };
  sheet.addEventListener("pointerdown", (event) => {
    drawing = true;
    sheet.setPointerCapture(event.pointerId);
    draw(`${hidden.value}M${point(event)}`);
    event.preventDefault();
  });
  sheet.addEventListener("pointermove", (event) => {
    if (drawing) draw(`${hidden.value}L${point(event)}`);
  });
  for (const end of ["pointerup", "pointercancel"]) sheet.addEventListener(end, () => { drawing = false; });
  block.querySelector("button").addEventListener("click", () => draw(""));
  draw(hidden.value);
}
