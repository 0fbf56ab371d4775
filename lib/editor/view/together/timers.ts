/** Timers by name, all of which end with what they belong to. */
export class Timers {
  private readonly running = new Map<string, ReturnType<typeof setTimeout>>();

  /** Do it after `wait` milliseconds, however often it is asked for until then. */
  once(name: string, wait: number, what: () => void): void {
    if (!this.running.has(name)) this.start(name, wait, what);
  }

  /** Do it `wait` milliseconds after it was asked for last. */
  later(name: string, wait: number, what: () => void): void {
    this.stop(name);
    this.start(name, wait, what);
  }

  stop(name: string): void {
    clearTimeout(this.running.get(name));
    this.running.delete(name);
  }

  stopAll(): void {
    for (const name of [...this.running.keys()]) this.stop(name);
  }

  private start(name: string, wait: number, what: () => void): void {
    const run = (): void => {
      this.running.delete(name);
      what();
    };
    this.running.set(name, setTimeout(run, wait));
  }
}
