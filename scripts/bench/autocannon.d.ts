/** What the benches use of autocannon, which ships no types. */
declare module "autocannon" {
  interface Options {
    url: string;
    connections: number;
    /** Seconds. */
    duration: number;
    headers?: Record<string, string>;
  }
  interface Result {
    requests: { average: number };
    /** Bytes per second. */
    throughput: { average: number };
  }
  export default function autocannon(options: Options): Promise<Result>;
}
