// Fills latitude and longitude of a place with where the browser is, when a button is pressed. Without it people type.

/** Adds the button to a place. */
export function addPosition(field) {
  const words = field.querySelector("template[data-position]");
  if (!words || !navigator.geolocation) return;
  const part = (name) => field.querySelector(`input[name$=".${name}"]`);
  const [lat, lon] = [part("lat"), part("lon")];
  const block = words.content.firstElementChild.cloneNode(true);
  words.after(block);
  const status = block.querySelector("[role=status]");
  block.querySelector("button").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        lat.value = coords.latitude.toFixed(6);
        lon.value = coords.longitude.toFixed(6);
        status.textContent = status.dataset.found;
      },
      () => { status.textContent = status.dataset.failed; },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
}
