/** What one reacts with, by what it is for. Names are what a screen reader says and a search finds. */
export const EMOJI: readonly { readonly title: string; readonly emoji: readonly Emoji[] }[] = [
  {
    title: 'Answers',
    emoji: named(
      '👍 thumbs up|👎 thumbs down|✅ done|❌ no|❓ question|❗ important|💯 hundred|👌 fine|🙏 thank you|👏 applause|🙌 hooray|🤝 agreed|💪 strong|👀 looking|🫡 salute|✋ hand|👋 wave|🤞 good luck|✌️ peace|☝️ one more',
    ),
  },
  {
    title: 'Faces',
    emoji: named(
      '😀 grinning|😄 smiling|😂 tears of joy|🤣 rolling with laughter|😊 happy|😉 wink|😍 in love|🥰 hearts|😘 kiss|😎 cool|🤩 starry-eyed|🥳 party|🤔 thinking|🤨 doubtful|😐 neutral|😅 phew|😬 grimace|🙄 eyes rolling|😴 asleep|😢 sad|😭 crying|😱 scared|😡 angry|🤯 mind blown|🥺 please|😇 innocent|🤗 hug|🤫 quiet|😳 embarrassed|🫠 melting|🤦 facepalm|🤷 shrug',
    ),
  },
  {
    title: 'Hearts and feelings',
    emoji: named(
      '❤️ red heart|🧡 orange heart|💛 yellow heart|💚 green heart|💙 blue heart|💜 purple heart|🖤 black heart|💔 broken heart|✨ sparkles|🔥 fire|⭐ star|🎉 celebration',
    ),
  },
  {
    title: 'Work and things',
    emoji: named(
      '🚀 rocket|🐛 bug|🔧 tool|💡 idea|📌 pin|📅 date|⏰ time|⏳ waiting|📈 up|📉 down|📝 note|🔒 locked|🔔 bell|🎯 goal|🏆 trophy|🎁 gift|🎂 cake|☕ coffee|🍕 pizza|🍻 cheers|☀️ sun|🌧️ rain|🌈 rainbow|🐱 cat|🐶 dog|🌱 growing|🏠 home|✈️ flight|🚧 in progress|🆗 ok',
    ),
  },
];

export interface Emoji {
  readonly emoji: string;
  readonly name: string;
}

/** What the menu of a message offers at once. */
export const QUICK: readonly Emoji[] = named(
  '👍 thumbs up|❤️ red heart|😂 tears of joy|🎉 celebration|👀 looking|✅ done',
);

function named(list: string): Emoji[] {
  return list.split('|').map((entry) => {
    const [emoji = '', ...name] = entry.split(' ');
    return { emoji, name: name.join(' ') };
  });
}

const NAMES = new Map(
  EMOJI.flatMap(({ emoji }) => emoji.map((each) => [each.emoji, each.name] as const)),
);

/** What an emoji is called; the emoji itself where it is not one of the list. */
export function emojiName(emoji: string): string {
  return NAMES.get(emoji) ?? emoji;
}
