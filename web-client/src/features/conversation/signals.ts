import type { Api } from '../../lib/http/api';
import { ReadMoves } from '../../lib/stomp/readMoves';
import type { SessionPart } from '../../lib/stomp/sessionPart';
import { LiveState } from './live/liveState';
import { Counts } from './reading/counts';

/** What is told of reading and writing besides the events of rooms, in each session. */
export class Signals {
  readonly counts: Counts;
  readonly moves: ReadMoves;
  readonly live: LiveState;
  readonly parts: readonly SessionPart[];
  /** Whether others may learn by what comes to this device that I am here. */
  readonly isVisible: () => boolean;

  /** @param lastSeq the newest seq that is known of a room */
  constructor(
    api: Api,
    lastSeq: (roomId: string) => number,
    isVisible: () => boolean = () => true,
  ) {
    this.isVisible = isVisible;
    this.counts = new Counts(api);
    this.moves = new ReadMoves((move) => {
      this.counts.moved(move);
    });
    this.live = new LiveState(lastSeq);
    this.parts = [this.moves, this.live.room];
  }

  close(): void {
    this.moves.flush();
    this.counts.close();
    this.live.leave();
  }
}
