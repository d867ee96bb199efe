/**
 * Asks for the newest of many questions: one is on its way, one waits, and those between are dropped. What a slider asks while it moves
 * never queues up behind a slow answer.
 */
export function latest<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
  take: (answer: Answer) => void,
  fail: (error: Error) => void,
): (question: Question) => void {
  let waiting: { readonly question: Question } | undefined;
  let isBusy = false;
  const run = async () => {
    isBusy = true;
    while (waiting) {
      const { question } = waiting;
      waiting = undefined;
      try {
        take(await ask(question));
      } catch (error) {
        fail(error as Error);
      }
    }
    isBusy = false;
  };
  return (question) => {
    waiting = { question };
    if (!isBusy) void run();
  };
}
