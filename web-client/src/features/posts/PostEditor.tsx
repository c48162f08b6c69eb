import { useDeferredValue, useState } from 'react';
import { ApiError, fieldProblem, messageOf } from '../../lib/http/api';
import { decodePost, type Audience, type Post, type PostState } from '../../lib/model/posts';
import { useSigned } from '../../lib/session/context';
import { useStore } from '../../lib/state/useStore';
import { randomId } from '../../lib/text/ids';
import { timeOfInput } from '../../lib/time/input';
import { Button, Empty, Field, FormProblem, Spinner } from '../../lib/ui/controls';
import { Icon } from '../../lib/ui/Icon';
import { Markdown } from '../../lib/ui/Markdown';
import { usePosts } from './context';
import { draftIn, formOf, isSame, placeOf, type PostForm } from './postDraft';

const LONGEST_TITLE = 200;
const AUDIENCES: readonly { value: Audience; label: string }[] = [
  { value: 'everybody', label: 'Everybody' },
  { value: 'users', label: 'Users' },
  { value: 'admins', label: 'Admins only' },
];

/** Writes a new post, or edits the one with this id. */
export function PostEditor({
  postId,
  onSaved,
}: {
  postId?: string;
  onSaved: (post: Post) => void;
}) {
  const feed = usePosts();
  const { state, board } = useStore(feed.state);
  const post = postId === undefined ? undefined : board.posts.get(postId);
  if (postId !== undefined && !post) {
    return (
      <section className="pane pane--center">
        {state === 'loading' ? (
          <Spinner label="Loading the post" />
        ) : (
          <Empty icon="info" title="This post is not there" />
        )}
      </section>
    );
  }
  return <Editor key={postId ?? 'new'} current={post} onSaved={onSaved} />;
}

function Editor({
  current,
  onSaved,
}: {
  current: Post | undefined;
  onSaved: (post: Post) => void;
}) {
  const { api, drafts } = useSigned();
  const feed = usePosts();
  const place = placeOf(current);
  const [kept] = useState(() => draftIn(drafts.get(place)));
  const [showsKept, setShowsKept] = useState(kept !== undefined);
  // What is being edited stays what it was when the editor was opened: If-Match tells of the rest
  const [base, setBase] = useState(() =>
    current && kept ? { ...current, version: kept.version } : current,
  );
  const [form, setFormOnly] = useState(() => kept?.form ?? formOf(current));
  const [busy, setBusy] = useState<PostState>();
  const [error, setError] = useState<unknown>();
  const [key, setKey] = useState(randomId);
  const [showsPreview, setShowsPreview] = useState(false);
  // The preview follows when there is time: typing comes first
  const shownBody = useDeferredValue(form.body);
  const overtaken = current !== undefined && base !== undefined && current.version > base.version;

  const setForm = (next: PostForm) => {
    setFormOnly(next);
    const isKept = !isSame(next, formOf(current));
    drafts.set(place, isKept ? { form: next, version: base?.version ?? 0 } : undefined);
  };
  const save = (state: PostState) => {
    setBusy(state);
    setError(undefined);
    api
      .call({
        method: base ? 'PUT' : 'POST',
        path: base ? `/posts/${base.id}` : '/posts',
        body: bodyOf(form, state),
        headers: base ? { 'If-Match': `"${base.version}"` } : { 'Idempotency-Key': key },
        decode: decodePost,
      })
      .then(
        (saved) => {
          drafts.set(place, undefined);
          feed.take(saved);
          onSaved(saved);
        },
        (refusal: unknown) => {
          setError(refusal);
          setBusy(undefined);
          setKey(randomId());
        },
      );
  };
  const scheduled = form.publishAt !== '' && base?.state !== 'published';
  const main: PostState = scheduled ? 'scheduled' : 'published';
  return (
    <section className="pane" aria-label={base ? 'Edit post' : 'New post'}>
      <header className="pane__head">
        <a
          className="icon-button"
          href={base ? `#/posts/${base.id}` : '#/posts'}
          aria-label="Leave the editor"
        >
          <Icon name="back" />
        </a>
        <h1 className="pane__title pane__titles">{base ? 'Edit post' : 'New post'}</h1>
        <Button
          className="editor__toggle"
          aria-pressed={showsPreview}
          onClick={() => {
            setShowsPreview((before) => !before);
          }}
        >
          {showsPreview ? 'Write' : 'Preview'}
        </Button>
      </header>
      <form
        className={showsPreview ? 'editor editor--preview' : 'editor'}
        onSubmit={(event) => {
          event.preventDefault();
          save(main);
        }}
      >
        <div className="editor__form form">
          {showsKept && (
            <p className="editor__kept" role="status">
              <Icon name="info" size={18} />
              <span>This is what you had written and not saved.</span>
              <button
                type="button"
                className="link"
                onClick={() => {
                  setShowsKept(false);
                  setBase(current);
                  setForm(formOf(current));
                }}
              >
                Discard it
              </button>
            </p>
          )}
          {overtaken && (
            <p className="form-problem" role="alert">
              <Icon name="info" size={18} />
              <span>Somebody has changed this post meanwhile.</span>
              <button
                type="button"
                className="link"
                onClick={() => {
                  setBase(current);
                  setForm(formOf(current));
                }}
              >
                Take theirs
              </button>
              <button
                type="button"
                className="link"
                onClick={() => {
                  setBase(current);
                }}
              >
                Keep mine
              </button>
            </p>
          )}
          <TextFields form={form} error={error} onChange={setForm} />
          <Options
            form={form}
            error={error}
            published={base?.state === 'published'}
            onChange={setForm}
          />
          <FormProblem message={error === undefined ? undefined : problemOf(error)} />
          <div className="editor__foot">
            <DraftButton state={base?.state} busy={busy} onSave={save} />
            <Button type="submit" look="primary" busy={busy === main} disabled={busy !== undefined}>
              {labelOf(main, base?.state)}
            </Button>
          </div>
        </div>
        <div className="editor__preview" aria-label="Preview" role="region">
          <p className="editor__preview-mark">Preview</p>
          <h1 className="post__title">{form.title === '' ? 'Title' : form.title}</h1>
          <Markdown text={shownBody} />
        </div>
      </form>
    </section>
  );
}

interface PartProps {
  readonly form: PostForm;
  readonly error: unknown;
  readonly onChange: (form: PostForm) => void;
}

function TextFields({ form, error, onChange }: PartProps) {
  return (
    <>
      <Field label="Title" problem={fieldProblem(error, 'title')}>
        {(props) => (
          <input
            {...props}
            className="input input--title"
            dir="auto"
            required
            autoFocus
            maxLength={LONGEST_TITLE}
            value={form.title}
            onChange={(event) => {
              onChange({ ...form, title: event.target.value });
            }}
          />
        )}
      </Field>
      <Field
        label="Text"
        hint="Markdown: **bold**, *italic*, # headings, - lists, > quotes, `code`, [links](https://…)"
        problem={fieldProblem(error, 'body')}
      >
        {(props) => (
          <textarea
            {...props}
            className="input editor__text"
            dir="auto"
            required
            rows={14}
            value={form.body}
            onChange={(event) => {
              onChange({ ...form, body: event.target.value });
            }}
          />
        )}
      </Field>
    </>
  );
}

function Options({ form, error, published, onChange }: PartProps & { published: boolean }) {
  return (
    <div className="editor__options">
      <Field label="For" problem={fieldProblem(error, 'audience')}>
        {(props) => (
          <select
            {...props}
            className="input"
            value={form.audience}
            onChange={(event) => {
              const chosen = AUDIENCES.find((each) => each.value === event.target.value);
              onChange({ ...form, audience: chosen?.value ?? 'everybody' });
            }}
          >
            {AUDIENCES.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {!published && (
        <Field label="Publish at" hint="Empty: at once" problem={fieldProblem(error, 'publishAt')}>
          {(props) => (
            <input
              {...props}
              className="input"
              type="datetime-local"
              value={form.publishAt}
              onChange={(event) => {
                onChange({ ...form, publishAt: event.target.value });
              }}
            />
          )}
        </Field>
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={form.pinned}
          onChange={(event) => {
            onChange({ ...form, pinned: event.target.checked });
          }}
        />
        Keep at the top
      </label>
    </div>
  );
}

/** The way back: a published post is withdrawn, anything else is kept as a draft. */
function DraftButton({
  state,
  busy,
  onSave,
}: {
  state: PostState | undefined;
  busy: PostState | undefined;
  onSave: (state: PostState) => void;
}) {
  const target: PostState = state === 'published' ? 'withdrawn' : 'draft';
  return (
    <Button
      busy={busy === target}
      disabled={busy !== undefined}
      onClick={() => {
        onSave(target);
      }}
    >
      {target === 'withdrawn' ? 'Withdraw' : 'Save as draft'}
    </Button>
  );
}

function bodyOf(form: PostForm, state: PostState): object {
  const { title, body, audience, pinned } = form;
  const at = state === 'scheduled' ? timeOfInput(form.publishAt) : undefined;
  return { title, body, audience, pinned, state, ...(at !== undefined && { publishAt: at }) };
}

function labelOf(main: PostState, before: PostState | undefined): string {
  if (main === 'scheduled') {
    return 'Schedule';
  }
  return before === 'published' ? 'Save' : 'Publish';
}

function problemOf(error: unknown): string | undefined {
  if (error instanceof ApiError && error.problem.fields.length > 0) {
    return undefined;
  }
  return error instanceof ApiError && error.problem.status === 412
    ? 'Somebody has changed this post meanwhile.'
    : messageOf(error);
}
