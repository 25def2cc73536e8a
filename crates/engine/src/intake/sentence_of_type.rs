//! The sentences of single question types; the rest of the table stands in [`super::sentence`].

/// (code, Japanese, English), as in the first table.
pub(super) const SENTENCES: &[(&str, &str, &str)] = &[
    (
        "text.charset",
        "{label}に、この申込みで使えない文字{characters}があります（使えるのは{charset}の文字です）。似た文字かカタカナに直してください。",
        "{label} has characters that cannot be used here: {characters}. Use others.",
    ),
    (
        "number.step",
        "{label}は{step}ごとの数で入力してください。近い数は{low}か{high}です。",
        "{label} must be in steps of {step}. The nearest are {low} and {high}.",
    ),
    (
        "case.unknown",
        "{label}に、選べる申込みの受付番号を入力してください。この番号の申込みは、ないか、ここでは選べません。例）7K3M-9QX2",
        "Enter the receipt number of a case that can be chosen for {label}. There is none with this number, or it cannot be chosen here. Example: 7K3M-9QX2",
    ),
    ("date.min", "{label}は{min}より前の日付にできません。", "{label} must not be before {min}."),
    ("date.max", "{label}は{max}より後の日付にできません。", "{label} must not be after {max}."),
    (
        "time.format",
        "{label}は時刻を入力してください。例）17:00、午後5時",
        "{label} must be a time of day. Example: 17:00",
    ),
    (
        "time.twelve",
        "{label}の午前・午後の12時は、正午なら12:00、真夜中なら0:00と入力してください。",
        "For {label}, enter 12:00 for noon or 0:00 for midnight.",
    ),
    (
        "datetime.format",
        "{label}は日付と時刻を入力してください。例）2026年3月5日 17:00",
        "{label} must be a date and a time. Example: 2026-03-05 17:00",
    ),
    ("datetime.time", "{label}の時刻を入力してください。例）17:00", "Enter the time of {label}. Example: 17:00"),
    (
        "month.format",
        "{label}は年と月を入力してください。例）2026年3月、令和8年3月",
        "{label} must be a year and a month. Example: 2026-03",
    ),
    (
        "url.format",
        "{label}はhttps://から始まるアドレスを入力してください。例）https://www.example.jp/",
        "{label} must be a web address. Example: https://www.example.jp/",
    ),
    (
        "corporate-number.digits",
        "{label}は13桁の数字で入力してください。例）4011001098993",
        "{label} must have 13 digits. Example: 4011001098993",
    ),
    (
        "corporate-number.check",
        "{label}の数字のどれかが違います。番号をもう一度確かめてください。",
        "One of the digits of {label} is wrong. Check the number again.",
    ),
    (
        "bank.bank",
        "{label}の金融機関コードは4桁の数字で入力してください。例）0001",
        "The bank code of {label} must have 4 digits. Example: 0001",
    ),
    (
        "bank.branch",
        "{label}の支店コード（店番）は3桁の数字で入力してください。例）012",
        "The branch code of {label} must have 3 digits. Example: 012",
    ),
    ("bank.kind", "{label}の種目（普通、当座など）を選んでください。", "Choose the kind of account of {label}."),
    (
        "bank.number",
        "{label}の口座番号は7桁以内の数字で入力してください。例）1234567",
        "The account number of {label} must have up to 7 digits. Example: 1234567",
    ),
    (
        "bank.holder",
        "{label}の口座名義をカタカナで入力してください。例）ヤマダ タロウ",
        "Enter the holder of {label} in katakana. Example: ヤマダ タロウ",
    ),
    (
        "bank.holder-character",
        "{label}の口座名義の{place}文字目「{character}」は、銀行の振込に使えない文字です。通帳のカタカナのとおりに入力してください。",
        "Character {place} of the holder of {label}, “{character}”, cannot be used by banks. Write it as in the passbook.",
    ),
    (
        "bank.both",
        "{label}は、金融機関・支店・口座番号か、ゆうちょ銀行の記号・番号の、どちらか一方だけを入力してください。",
        "For {label}, enter either bank, branch and number, or the symbol and number of Japan Post Bank, not both.",
    ),
    (
        "bank.yucho-symbol",
        "{label}のゆうちょ銀行の記号は、通帳にある5桁の数字（1か0で始まるもの）を入力してください。例）10530",
        "The symbol of {label} must be the 5 digits of the passbook that begin with 1 or 0. Example: 10530",
    ),
    (
        "bank.yucho-number",
        "{label}のゆうちょ銀行の番号は、通帳にある8桁以内の数字を入力してください。例）12345671",
        "The number of {label} must be the up to 8 digits of the passbook. Example: 12345671",
    ),
    (
        "bank.yucho-last",
        "{label}のゆうちょ銀行の番号は最後が1になります。通帳の番号をもう一度確かめてください。",
        "The number of {label} must end in 1. Check it against the passbook.",
    ),
    (
        "location.lat",
        "{label}の緯度は-90から90までの数字で入力してください。分からなければ緯度と経度を両方とも空にしてください。例）43.77",
        "The latitude of {label} must be from -90 to 90. Leave both blank if you do not know. Example: 43.77",
    ),
    (
        "location.lon",
        "{label}の経度は-180から180までの数字で入力してください。分からなければ緯度と経度を両方とも空にしてください。例）142.36",
        "The longitude of {label} must be from -180 to 180. Leave both blank if you do not know. Example: 142.36",
    ),
    ("signature.name", "{label}の氏名を入力してください。", "Enter the name for {label}."),
    (
        "signature.agreed",
        "{label}として氏名を記すことに同意する場合は、チェックを入れてください。",
        "Tick the box if you agree to sign {label} with your name.",
    ),
    (
        "signature.strokes",
        "{label}の手書きを読み取れませんでした。書き直すか、手書きを消して氏名と同意だけにしてください。",
        "The drawing of {label} could not be read. Draw it again, or clear it and sign with name and consent only.",
    ),
    (
        "staff.unknown",
        "{label}の職員が見つかりません。一覧から選び直してください。",
        "The member of staff in {label} was not found. Choose from the list.",
    ),
];
