export declare function install(): Promise<void>;
export declare function generate(): Promise<void>;
export declare function build(): Promise<void>;
export declare function needRuntime(): string;
