export declare function takeTurns<T>(folder: string, work: () => Promise<T>): Promise<T>;
