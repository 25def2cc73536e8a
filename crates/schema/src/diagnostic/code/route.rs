//! Approval routes.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "workflow.without-route",
        [
            "「{key}」は route のある状態でだけ使えます",
            "決裁の道筋がないので、何の働きもしません",
            "この状態に route を書くか、{key} を消してください（例 route: [{step: 課長, by: cleaning/manager}]）",
        ],
        [
            "`{key}` means something only beside route",
            "there is no approval that it could govern",
            "write a route in this state, or delete {key} (e.g. route: [{step: Manager, by: cleaning/manager}])",
        ],
    ),
    row(
        "workflow.route-without-approved",
        [
            "状態「{state}」の決裁のあとの行き先がありません",
            "決裁されても、申込みが先に進みません",
            "決裁された申込みが行く状態を書いてください（例 approved: confirmed）",
        ],
        [
            "the route of the state `{state}` leads nowhere",
            "an approved case would not go on",
            "write the state of approved cases (e.g. approved: confirmed)",
        ],
    ),
    row(
        "workflow.route-empty",
        [
            "決裁の道筋「{state}」に、決裁する人が一人も書かれていません",
            "だれにも回らず、決裁できません",
            "順に人を書いてください（例 - {step: 課長, by: cleaning/manager}）",
        ],
        [
            "nobody is named in the route `{state}`",
            "it would wait for nobody",
            "write who decides, in order (e.g. - {step: Manager, by: cleaning/manager})",
        ],
    ),
    row(
        "workflow.route-may-be-empty",
        [
            "状態「{state}」の決裁では、すべての段階に if があります",
            "どの条件にも合わない申込みは、決裁する人がいないまま所管課に回ります",
            "どれか一つ（多くは最後の段階）から if を消してください",
        ],
        [
            "every step of the route of `{state}` has an if",
            "a case that meets none of them has no decider and falls to the owning unit",
            "delete the if of one step, usually the last",
        ],
    ),
    row(
        "workflow.route-same-step",
        [
            "決裁の段階「{name}」が二つあります",
            "履歴でも、差戻しの相手を選ぶときも、どちらか分かりません",
            "step に別の名前を書いてください（例 step: 財政課長）",
        ],
        [
            "two steps are called `{name}`",
            "nobody could tell them apart in the history or when returning a case",
            "write another name as step",
        ],
    ),
    row(
        "workflow.route-decider",
        [
            "決裁する人の書き方が一つになっていません",
            "だれの席か決められません",
            "by（課や職）か table（決裁区分の表）の、どちらか一つを書いてください（例 by: cleaning/manager）",
        ],
        [
            "it is not said in one way who decides",
            "nobody can be found for the seat",
            "write either by (a unit or post) or table (a decision table), e.g. by: cleaning/manager",
        ],
    ),
    row(
        "workflow.quorum",
        [
            "{seats}席のうち{quorum}人の承認を求めています",
            "席が足りないので、いつまでも決裁されません",
            "quorum を{seats}以下にするか、any に席を足してください",
        ],
        [
            "{quorum} must agree, but there are only {seats} seats",
            "it could never be approved",
            "write a quorum of at most {seats}, or add seats to any",
        ],
    ),
    row(
        "workflow.quorum-without-any",
        [
            "quorum は any と一緒にだけ使えます",
            "all は全員の承認を、一人の段階はその人の承認を求めるので、人数を選べません",
            "any: [...] と quorum を書くか、quorum を消してください",
        ],
        [
            "quorum belongs to any",
            "all asks everyone and a single seat asks one, so there is no number to choose",
            "write any: [...] with quorum, or delete quorum",
        ],
    ),
    row(
        "workflow.table-column",
        [
            "決裁区分の表「{list}」に列「{column}」がありません",
            "だれが決裁するか読み取れません",
            "決裁する職を書いた列 by を足してください（例 by の値 cleaning/manager）",
        ],
        [
            "the decision table `{list}` has no column `{column}`",
            "it does not say who decides",
            "add a column by with the post that decides (e.g. cleaning/manager)",
        ],
    ),
    row(
        "workflow.table-question",
        [
            "決裁区分の表「{list}」の列「{column}」と同じ名前の質問がありません",
            "何と比べて行を選ぶか決められません",
            "列の名前を質問の id にするか、列を消してください（金額の上限は up_to、決裁者は by）",
        ],
        [
            "the column `{column}` of the decision table `{list}` is no question",
            "it is not known what to compare it with",
            "name the column like a question, or delete it (up_to bounds the amount, by names the decider)",
        ],
    ),
    row(
        "workflow.table-amount",
        [
            "決裁区分の表「{list}」に up_to がありますが、何の金額か書かれていません",
            "金額の区分を選べません",
            "表を使う段階に金額の質問を書いてください（例 amount: fee）",
        ],
        [
            "the decision table `{list}` has bands, but no amount is named",
            "no band can be chosen",
            "write the amount beside table (e.g. amount: fee)",
        ],
    ),
    row(
        "workflow.table-by",
        [
            "決裁区分の表「{list}」の行「{row}」の by「{name}」という課や職はありません",
            "この区分の申込みを決裁する人がいません",
            "office.yaml の課か職を書いてください（例 cleaning/manager）",
        ],
        [
            "the row `{row}` of the decision table `{list}` names `{name}`, which is no unit or post",
            "nobody would decide these cases",
            "write a unit or post of office.yaml (e.g. cleaning/manager)",
        ],
    ),
    row(
        "workflow.table-order",
        [
            "決裁区分の表「{list}」の行「{row}」の up_to が、前の行より大きくありません",
            "この行が選ばれることはなく、別の人が決裁してしまいます",
            "up_to の小さい行から順に、重ならないように並べてください",
        ],
        [
            "up_to of the row `{row}` of the decision table `{list}` is not above the row before it",
            "the row is never chosen and somebody else would decide",
            "sort the rows by up_to, without repeating a bound",
        ],
    ),
    row(
        "workflow.table-open-end",
        [
            "決裁区分の表「{list}」は、行「{row}」の up_to より上の金額の決裁者を決めていません",
            "それより大きい金額の申込みを決裁する人がいません",
            "最後の行の up_to を空にしてください（それより上のすべて）",
        ],
        [
            "the decision table `{list}` names nobody above the row `{row}`",
            "nobody would decide larger amounts",
            "leave up_to of the last row empty, which means all above",
        ],
    ),
    row(
        "workflow.table-gap",
        [
            "決裁区分の表「{list}」の列「{column}」に「{code}」の行がありません",
            "「{code}」の申込みを決裁する人がいません",
            "「{code}」の行を足すか、{column} を空にした行（どれにも当てはまる行）を足してください",
        ],
        [
            "the column `{column}` of the decision table `{list}` lacks `{code}`",
            "nobody would decide cases with `{code}`",
            "add a row for it, or a row with an empty {column}, which stands for any",
        ],
    ),
    row(
        "workflow.route-resident",
        [
            "決裁する人に申込者（resident）が書かれています",
            "申込者は自分の申込みを決裁できません",
            "職員の課や職を書いてください（例 by: cleaning/manager）",
        ],
        [
            "the resident is named as a decider",
            "a resident cannot approve the own case",
            "write a unit or post of the office (e.g. by: cleaning/manager)",
        ],
    ),
];
