/** Commits and trees never change, so what was read of them holds for as long as the tests run. */
export function remember<Arguments extends string[], T>(
  read: (...given: Arguments) => Promise<T>,
): (...given: Arguments) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (...given) => {
    const key = given.join("\0");
    let answer = known.get(key);
    if (!answer) {
      answer = read(...given);
      known.set(key, answer);
      answer.catch(() => known.delete(key));
    }
    return answer;
  };
}
