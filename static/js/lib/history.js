/** States one can go back to, and forward again. */

const MOST = 200;

export class History {
  constructor(first) {
    this.states = [first];
    this.at = 0;
  }

  /** Remember a new state; what had been undone is gone. */
  push(state) {
    this.states = [...this.states.slice(0, this.at + 1), state].slice(-MOST);
    this.at = this.states.length - 1;
  }

  get canUndo() {
    return this.at > 0;
  }

  get canRedo() {
    return this.at < this.states.length - 1;
  }

  /** Return the state before, or the first one again. */
  undo() {
    if (this.canUndo) this.at -= 1;
    return this.states[this.at];
  }

  /** Return the state that was undone last, or the present one. */
  redo() {
    if (this.canRedo) this.at += 1;
    return this.states[this.at];
  }
}
