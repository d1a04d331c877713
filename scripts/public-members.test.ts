import { expect, test } from "vitest";
import { publicMembers } from "./public-members.mjs";

test("what is not for users goes with its comment, and all else stays as it is written", () => {
  const text = `export declare class Socket {
    /** Sends. */
    emit(event: string): boolean;
    private readonly acks;
    /** @private */
    onopen(): void;
    /**
     * Called by the adapter.
     * @internal
     */
    notify(): void;
    #secret;
    _onclose(): void;
    protected nsp: { name: string; _ids: number };
    private constructor();
}
export interface Options { path?: string; _hidden?: boolean }
declare const __dirname: string;
`;
  expect(publicMembers("socket.d.ts", text)).toBe(`export declare class Socket {
    /** Sends. */
    emit(event: string): boolean;
    protected nsp: { name: string; };
    private constructor();
}
export interface Options { path?: string; }
declare const __dirname: string;
`);
});
