import type { Api } from '../../lib/http/api';
import { decodeHistoryPage } from '../../lib/model/events';
import type { ChatClient } from '../../lib/stomp/client';
import { oldestSeq } from '../../lib/stomp/view';

const PAGE = 50;
/** The server gives no more at once. */
const LONGEST_PAGE = 200;
/** What is further back is not worth the wait and the memory. */
const MOST_TO_READ_BACK = 3_000;

/** What was before the events that a room begins with here. */
export class History {
  readonly #api: Api;
  readonly #chat: ChatClient;

  constructor(api: Api, chat: ChatClient) {
    this.#api = api;
    this.#chat = chat;
  }

  /** Reads a page of what came before. */
  async loadOlder(roomId: string, limit = PAGE): Promise<void> {
    const seq = this.#oldest(roomId);
    if (seq !== null) {
      const path = `/messages/history/${roomId}?before=${seq}&limit=${limit}`;
      const page = await this.#api.get(path, decodeHistoryPage);
      this.#chat.feeds.get(roomId)?.addHistory(page);
    }
  }

  /** Reads back until a message is loaded; false where it is further back than is worth it. */
  async loadBackTo(roomId: string, seq: number): Promise<boolean> {
    for (;;) {
      const oldest = this.#oldest(roomId);
      if (oldest === null || oldest <= seq) {
        return oldest !== null;
      }
      if (oldest - seq > MOST_TO_READ_BACK) {
        return false;
      }
      await this.loadOlder(roomId, Math.min(LONGEST_PAGE, oldest - seq + PAGE));
      if (this.#oldest(roomId) === oldest) {
        return false;
      }
    }
  }

  #oldest(roomId: string): number | null {
    const view = this.#chat.view(roomId)?.get();
    return view ? oldestSeq(view) : null;
  }
}
