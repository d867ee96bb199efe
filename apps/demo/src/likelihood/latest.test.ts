import { expect, test } from "vitest";
import { latest } from "./latest.js";

test("answers the first and the last of many questions, and goes on after an error", async () => {
  const [asked, taken, failed]: [number[], number[], string[]] = [[], [], []];
  const request = latest(
    async (question: number) => {
      asked.push(question);
      await Promise.resolve();
      if (question === 3) throw new Error("no three");
      return 10 * question;
    },
    (answer) => taken.push(answer),
    (error) => failed.push(error.message),
  );
  for (const question of [0, 1, 2, 3]) request(question);
  await new Promise((resolve) => setTimeout(resolve));
  expect([asked, taken, failed]).toEqual([[0, 3], [0], ["no three"]]);
  request(4);
  await new Promise((resolve) => setTimeout(resolve));
  expect(taken).toEqual([0, 40]);
});
