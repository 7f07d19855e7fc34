/** What follows the transcript. Short: it is evaluated again for every question. */
export const TASKS = {
  findings: 'Task findings.',
  checklist: 'Task checklist.',
  citations: 'Task citations.',
  digest: 'Task digest.',
} as const;

/** Added when the first answer was not usable. */
export const RETRY_NOTE = `Your last answer was not one complete JSON object of the required shape. Answer again. At most two entries in each list, at most fifteen words in each text, and close every bracket.`;
