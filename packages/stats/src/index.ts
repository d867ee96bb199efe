export const packageName = "@mebae/stats";
