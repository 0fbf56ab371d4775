// Runs on Node 20.19 with nothing installed: built-ins only.

/**
 * Do one step and show it once it takes over a second: a running clock on a terminal, plain lines elsewhere.
 * @template T
 * @param {string} title in plain words, as in "Installing packages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const terminal = process.stderr.isTTY === true;
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  let shown = false;
  const clock = setInterval(() => {
    if (terminal) process.stderr.write(`\r\x1b[2K${title} … ${seconds()} s`);
    else if (!shown) process.stderr.write(`${title} …\n`);
    else if (seconds() % 15 === 0) process.stderr.write(`${title} … ${seconds()} s\n`);
    shown = true;
  }, 1000);
  try {
    const result = await work();
    if (shown) process.stderr.write(`${terminal ? "\r\x1b[2K" : ""}${title}: done in ${seconds()} s\n`);
    return result;
  } catch (error) {
    if (shown && terminal) process.stderr.write("\n");
    throw error;
  } finally {
    clearInterval(clock);
  }
}
