import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const changeset = join(root, "node_modules/@changesets/cli/bin.js");

type Manifest = {
  name: string;
  version: string;
  private?: boolean;
  peerDependencies?: Record<string, string>;
};

/** Folders of the workspace, relative to its root. */
const folders = [
  ...["packages", "apps"].flatMap((room) => readdirSync(join(root, room)).map((name) => `${room}/${name}`)),
  "tests",
  "benchmarks",
];

describe("a release", () => {
  let copy = "";
  const manifests = (): Manifest[] =>
    folders
      .map((folder) => JSON.parse(readFileSync(join(copy, folder, "package.json"), "utf8")) as Manifest)
      .filter((manifest) => !manifest.private);
  const versions = () => Object.fromEntries(manifests().map(({ name, version }) => [name, version]));
  const release = () => execFileSync(process.execPath, [changeset, "version"], { cwd: copy, stdio: "pipe" });

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), "mebae-release-"));
    const files = ["package.json", "pnpm-workspace.yaml", "pnpm-lock.yaml", ".changeset"];
    for (const file of [...files, ...folders.map((folder) => `${folder}/package.json`)]) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      cpSync(join(root, file), join(copy, file), { recursive: true });
    }
    // Changesets asks git which commit brought each changeset.
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
        cwd: copy,
        stdio: "pipe",
      });
    git("init", "--quiet", "--initial-branch=main");
    git("add", "--all");
    git("commit", "--quiet", "--no-gpg-sign", "-m", "manifests");
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test("starts at 1.0.0, and a minor of tensor then leaves its siblings alone", () => {
    const names = Object.keys(versions());
    expect(names).toContain("@mebae/tensor");
    release();
    expect(versions()).toEqual(Object.fromEntries(names.map((name) => [name, "1.0.0"])));

    writeFileSync(join(copy, ".changeset/op.md"), '---\n"@mebae/tensor": minor\n---\n\nA new op.\n');
    release();
    expect(versions()).toEqual({
      ...Object.fromEntries(names.map((name) => [name, "1.0.0"])),
      "@mebae/tensor": "1.1.0",
    });
    for (const { peerDependencies } of manifests()) {
      for (const [peer, range] of Object.entries(peerDependencies ?? {}))
        if (peer.startsWith("@mebae/")) expect(range).toBe("workspace:^");
    }
  });
});
