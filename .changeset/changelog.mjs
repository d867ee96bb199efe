// How changesets writes CHANGELOG.md: a change as it was worded, and once which siblings a package was released for. Changesets'
// own names the commit of each change and repeats "Updated dependencies" for every changeset of every sibling.

export default {
  getReleaseLine: async ({ summary }) => `- ${summary.trim().replaceAll("\n", "\n  ")}`,
  getDependencyReleaseLine: async (_changesets, dependencies) => {
    const siblings = dependencies.map(({ name, newVersion }) => `${name} ${newVersion}`);
    return siblings.length > 0 ? `- With ${siblings.join(", ")}.` : "";
  },
};
