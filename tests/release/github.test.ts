import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "../../tools/pack.mjs";

const text = (file: string) => readFileSync(join(root, file), "utf8");
const { scripts } = JSON.parse(text("package.json")) as { scripts: Record<string, string> };

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { if?: string; container?: string; permissions?: object; steps: Step[] }>
  >;
}
const workflow = (name: string) => parse(text(`.github/workflows/${name}`), { uniqueKeys: true }) as Workflow;

describe.each(readdirSync(join(root, ".github/workflows")))("workflow %s", (name) => {
  const jobs = Object.values(workflow(name).jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test("has stated permissions, and steps that run or use something of a stated version", () => {
    for (const job of jobs) expect(job.permissions ?? workflow(name).permissions).toBeDefined();
    for (const { uses, run } of steps) expect(uses ?? run).toMatch(uses ? /^[\w-]+\/[\w-]+@v\d+$/ : /^\S/);
  });

  test("runs scripts that there are", () => {
    const commands = steps.flatMap((step) => [step.run, ...Object.values(step.with ?? {})]);
    const called = commands.flatMap((words) => {
      const script = /^pnpm (?!install)([\w:-]+)/.exec(`${words}`)?.[1];
      return script ? [script] : [];
    });
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(called));
  });
});

test("CI runs the script that a developer can run, on pushes and pull requests, as it asks for", () => {
  const { on, jobs } = workflow("ci.yml");
  expect(Object.keys(on)).toEqual(["push", "pull_request"]);
  const [job] = Object.values(jobs);
  expect(job!.steps.map(({ run }) => run).filter(Boolean)).toEqual([".ci/run"]);
  expect(job!.container).toBe("node:20-bookworm");
  expect(text(".ci/run")).toContain("a bare Debian with Node 20 and npm, as root");
});

test("only the repository itself releases, with provenance", () => {
  const { release } = workflow("release.yml").jobs;
  expect(release!.if).toContain("github.repository == 'mebae/mebae'");
  expect(release!.permissions).toMatchObject({ "id-token": "write" });
  expect(text(".github/workflows/release.yml")).toContain("NPM_CONFIG_PROVENANCE: true");
});

interface Field {
  readonly type: string;
  readonly id: string;
  readonly attributes: { label: string; options?: string[] };
}
const forms = readdirSync(join(root, ".github/ISSUE_TEMPLATE")).filter((file) => file !== "config.yml");

test.each(forms)("issue form %s is one that GitHub shows", (file) => {
  const form = parse(text(`.github/ISSUE_TEMPLATE/${file}`)) as Record<string, string> & { body: Field[] };
  expect(form).toMatchObject({ name: expect.stringMatching(/\w/), description: expect.stringMatching(/\w/) });
  const ids = form.body.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { type, id, attributes } of form.body) {
    expect(["textarea", "input", "dropdown"]).toContain(type);
    expect(id).toMatch(/^[\w-]+$/);
    expect(attributes.label).toMatch(/\w/);
    expect(Array.isArray(attributes.options)).toBe(type === "dropdown");
  }
});

test("whoever opens an issue or a pull request is told what the house asks", () => {
  const { contact_links } = parse(text(".github/ISSUE_TEMPLATE/config.yml"));
  expect(contact_links[0].url).toContain("/security/advisories/new");
  expect(text(".github/pull_request_template.md")).toMatch(/test fails without.*changeset/s);
  for (const file of ["SECURITY.md", "LICENSE"]) expect(existsSync(join(root, file))).toBe(true);
});
