//! The city of `office.yaml`.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "office.unknown-zone",
        [
            "知らない時間帯「{zone}」です",
            "締切や受付日時はこの時間帯で数えます",
            "IANAの名前で書いてください（例 zone: Asia/Tokyo）",
        ],
        [
            "unknown time zone `{zone}`",
            "deadlines and times of receipt are counted in this zone",
            "write an IANA name, e.g. zone: Asia/Tokyo",
        ],
    ),
    row(
        "office.never-open",
        [
            "カレンダー「{id}」には開いている日がありません",
            "このカレンダーで数える締切や予約日が決まりません",
            "weekdays に曜日を書いてください（例 weekdays: [mon, tue, wed, thu, fri]）",
        ],
        [
            "the calendar `{id}` is never open",
            "deadlines and booking days counted in it would have no date",
            "name its days, e.g. weekdays: [mon, tue, wed, thu, fri]",
        ],
    ),
    row(
        "office.reversed",
        [
            "範囲「{text}」の終わりが始めより前か、1年より長くなっています",
            "この範囲に入る日や番号がありません",
            "小さい方から書いてください（例 1..17、2026-11-02..2026-11-06）",
        ],
        [
            "the range `{text}` ends before it begins, or is longer than a year",
            "no day or number is inside it",
            "write the smaller end first, e.g. 1..17 or 2026-11-02..2026-11-06",
        ],
    ),
    row(
        "office.hidden-place",
        [
            "「{town}」のこの範囲は、先に書かれた{area}にすべて入っています",
            "地区は上から順に調べ、はじめに合ったところになるので、この行は使われません",
            "範囲を直すか、この行を消してください",
        ],
        [
            "this part of {town} already belongs to {area} above",
            "the first match from the top decides the area, so this line has no effect",
            "correct the range or delete the line",
        ],
    ),
    row(
        "office.role-is-unit",
        [
            "「{id}」は課の名前でもあり、役割の名前でもあります",
            "by に書いたとき、どちらのことか決められません",
            "役割に別の名前を付けてください",
        ],
        [
            "`{id}` is a unit and a role",
            "in by it would not be known which of them is meant",
            "give the role another name",
        ],
    ),
    row(
        "office.unknown-place",
        [
            "「{name}」という課や職はありません",
            "この役割の人が決まりません",
            "units にある課か、課/職 を書いてください: {known}",
        ],
        [
            "there is no unit or post `{name}`",
            "it is not known who has this role",
            "write a unit, or unit/post: {known}",
        ],
    ),
];
