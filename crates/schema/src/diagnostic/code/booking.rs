//! Bookings.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "booking.slot-without-booking",
        [
            "「{name}」の予約がありません",
            "枠の数も締切も分からないので、日を選べません",
            "booking: に予約を書き、質問に book: 予約の名前 を書いてください（例 book: pickup）",
        ],
        [
            "there is no booking for `{name}`",
            "without capacity and deadlines no day can be offered",
            "write the booking under booking: and name it at the question (e.g. book: pickup)",
        ],
    ),
    row(
        "booking.unused",
        [
            "予約「{name}」を使う質問がありません",
            "だれも予約できません",
            "type: slot の質問に book: {name} と書いてください",
        ],
        [
            "no question uses the booking `{name}`",
            "nobody can book it",
            "add a question with type: slot and book: {name}",
        ],
    ),
    row(
        "booking.unknown-calendar",
        [
            "「{name}」というカレンダーはありません",
            "休みの日が分かりません",
            "office.yaml の calendars にある名前を書いてください: {known}",
        ],
        [
            "there is no calendar `{name}`",
            "it is not known which days are working days",
            "write a calendar of office.yaml: {known}",
        ],
    ),
    row(
        "booking.no-capacity",
        [
            "予約「{name}」に枠の数がありません",
            "一件も予約できません",
            "1日の枠を書いてください（例 capacity: {visits: 40}）",
        ],
        [
            "the booking `{name}` has no capacity",
            "nothing could be booked",
            "write how much fits in a day (e.g. capacity: {visits: 40})",
        ],
    ),
    row(
        "booking.unknown-unit",
        ["capacity に「{name}」はありません", "枠から引けません", "capacity に書いた名前を使ってください: {known}"],
        [
            "`{name}` is not a unit of capacity",
            "it cannot be taken from anything",
            "use a name written under capacity: {known}",
        ],
    ),
    row(
        "booking.empty-window",
        [
            "予約できる期間が空です（from が until より後）",
            "選べる日が一日もありません",
            "from を until より前にしてください（例 {from: 2 business days, until: 60 days}）",
        ],
        [
            "the window is empty: from is later than until",
            "no day could ever be offered",
            "make from earlier than until (e.g. {from: 2 business days, until: 60 days})",
        ],
    ),
    row(
        "booking.limit-per",
        [
            "「{name}」では同じ人かどうかを見分けられません",
            "件数の上限は、一つの値で答える質問で数えます",
            "電話番号やメールアドレスの質問の id を書いてください（例 per: phone）",
        ],
        [
            "`{name}` cannot tell whose case it is",
            "the limit counts by a question with a single value",
            "write the id of a question such as a phone number (e.g. per: phone)",
        ],
    ),
    row(
        "booking.never-released",
        [
            "予約「{name}」の枠を返す状態が書かれていません",
            "取り消された申込みが枠をふさぎ続けます",
            "枠を返す状態を書いてください（例 release_when: [cancelled]）",
        ],
        [
            "the booking `{name}` is never released",
            "cancelled cases would keep their capacity",
            "write the states that give it back (e.g. release_when: [cancelled])",
        ],
    ),
    row(
        "booking.opening",
        [
            "受付の時間に、一つの枠も入りません",
            "until が from より前か、every が受付の時間より長くなっています",
            "例のように書いてください（例 times: {from: 9:00, until: 17:00, every: 30 minutes}）",
        ],
        [
            "no period fits into the opening hours",
            "until is before from, or every is longer than the hours",
            "write them like this: times: {from: 9:00, until: 17:00, every: 30 minutes}",
        ],
    ),
    row(
        "booking.break",
        [
            "休みの時間が受付の時間の外にあるか、書き方が違います",
            "休みは受付の時間の中の、始まりと終わりで決まります",
            "受付の時間の中で書いてください（例 break: 12:00..13:00）",
        ],
        [
            "the break lies outside the opening hours, or is not written as two times",
            "a break begins and ends within the opening hours",
            "write it within the hours (e.g. break: 12:00..13:00)",
        ],
    ),
    row(
        "booking.length",
        [
            "予約「{name}」には時刻がないので、長さ（length）を書いても効きません",
            "長さは、続けて取る時刻の数になります",
            "times に受付の時刻を書くか、length を消してください",
        ],
        [
            "the booking `{name}` has no times, so a length means nothing",
            "the length says how many periods a visit takes one after the other",
            "write times, or remove length",
        ],
    ),
    row(
        "booking.too-long",
        [
            "長さが{minutes}分では、どの日の受付の時間にも入りません",
            "休みを挟まずに続けて取れるのは{longest}分までで、だれも予約できません",
            "length を短くするか、times の受付の時間を長くしてください",
        ],
        [
            "a visit of {minutes} minutes fits on no day",
            "at most {longest} minutes lie between opening, break and closing, so nobody could book",
            "make length shorter, or the opening hours longer",
        ],
    ),
    row(
        "booking.reserved",
        [
            "「{name}」は全部（{capacity}）が窓口用になっています",
            "住民が予約できる枠が残りません",
            "reserved を capacity より小さくしてください（例 capacity: {visits: 4}、reserved: {visits: 1}）",
        ],
        [
            "all of `{name}` ({capacity}) is kept for staff",
            "nothing is left that a resident could book",
            "make reserved less than capacity (e.g. capacity: {visits: 4} and reserved: {visits: 1})",
        ],
    ),
    row(
        "booking.cutoff-outside",
        [
            "予約「{name}」の締切が、予約できる期間より前です",
            "選べる日が一日もありません",
            "cutoff の日数を window の until より短くしてください",
        ],
        [
            "the cut-off of the booking `{name}` lies before the window",
            "no day could ever be offered",
            "make the days of cutoff fewer than until of window",
        ],
    ),
    row(
        "booking.lottery-apply",
        [
            "抽選の申込みの期間が読めません",
            "いつからいつまで受けるかが決まらないと、抽選できません",
            "最初の日と最後の日を .. でつないで書いてください（例 apply: 2026-12-01..2026-12-20）",
        ],
        [
            "the days to apply for the draw cannot be read",
            "without a first and a last day nothing can be drawn",
            "write both days with .. between them (e.g. apply: 2026-12-01..2026-12-20)",
        ],
    ),
    row(
        "booking.lottery-order",
        [
            "抽選の日の順番が逆です",
            "抽選は、申込みの期間が終わった次の日から行えます",
            "apply の最初の日、最後の日、draw の順に、あとの日を書いてください（例 {apply: 2026-12-01..2026-12-20, draw: 2026-12-21}）",
        ],
        [
            "the days of the draw are in the wrong order",
            "nothing can be drawn before the last day to apply has passed",
            "let the first day, the last day and the draw follow each other (e.g. {apply: 2026-12-01..2026-12-20, draw: 2026-12-21})",
        ],
    ),
    row(
        "booking.lottery-waitlist",
        [
            "予約「{name}」に抽選とキャンセル待ちの両方があります",
            "どちらの順番で枠を回すのか決まりません（落選した人は、抽選の順で空きを待ちます）",
            "waitlist か lottery のどちらかを消してください",
        ],
        [
            "the booking `{name}` has both a lottery and a waiting list",
            "it is not clear whose turn comes first (who is not drawn waits in the order of the draw)",
            "delete either waitlist or lottery",
        ],
    ),
    row(
        "booking.lottery-unused",
        [
            "抽選のある予約「{name}」を使う質問がありません",
            "希望の日を聞かないと、だれも抽選に申し込めません",
            "type: slot の質問に book: {name} と書いてください",
        ],
        [
            "no question uses the booking `{name}`, which has a lottery",
            "nobody could apply for the draw",
            "add a question with type: slot and book: {name}",
        ],
    ),
];
