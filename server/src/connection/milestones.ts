/** What whoever started the server wants to know of its life; each is called once. */
export interface Milestones {
  /** What is wrong has been told for the first time. */
  readonly told: () => void;
  /** There is nothing left to do for the first time: all has been proved. */
  readonly rested: () => void;
}
