//! The clerks' list: saved views and charts.

use super::{Section, Speech};
use crate::{
    app::{Chart, Layout, Measure, Total, View},
    expr::Expr,
    text::Lang,
};

impl Speech<'_> {
    /// The saved views.
    pub(super) fn views(&self) -> Section {
        let head = [("一覧", "View"), ("どの申込み", "Which cases"), ("並べ方", "Layout")];
        let views = self.app.queue.views.values();
        let rows =
            views.map(|view| vec![view.label.get(self.lang).to_owned(), self.cases(&view.filter), self.layout(view)]);
        let blocks = self.table(&head, rows.collect()).into_iter().collect();
        Section { title: self.of("職員の一覧", "Views of the queue").to_owned(), blocks }
    }

    fn cases(&self, filter: &Option<Expr>) -> String {
        match filter {
            Some(filter) => self.said(filter),
            None => self.of("すべて", "all").to_owned(),
        }
    }

    fn layout(&self, view: &View) -> String {
        let group = view.group.as_ref().map(|column| self.quoted(column.label.get(self.lang)));
        match (view.layout, group, self.lang) {
            (Layout::Board, None, Lang::En) => "a board by state".to_owned(),
            (Layout::Board, None, _) => "状態ごとのカード".to_owned(),
            (Layout::Board, Some(group), Lang::En) => format!("a board by {group}"),
            (Layout::Board, Some(group), _) => format!("{group}ごとのカード"),
            (_, Some(group), Lang::En) => format!("a list under {group}"),
            (_, Some(group), _) => format!("{group}で見出しを付けた表"),
            (Layout::List, None, _) => self.of("表", "a list").to_owned(),
            (Layout::Calendar, None, _) => self.of("日ごと", "by day").to_owned(),
        }
    }

    /// The charts.
    pub(super) fn charts(&self) -> Section {
        let head = [
            ("グラフ", "Chart"),
            ("どの申込み", "Which cases"),
            ("棒ごと", "A bar for each"),
            ("棒の長さ", "Length of a bar"),
        ];
        let row = |chart: &Chart| {
            let label = chart.label.get(self.lang).to_owned();
            vec![label, self.cases(&chart.filter), self.said(&chart.group), self.measure(&chart.measure)]
        };
        let rows = self.app.queue.charts.values().map(row).collect();
        Section {
            title: self.of("グラフ", "Charts").to_owned(), blocks: self.table(&head, rows).into_iter().collect()
        }
    }

    fn measure(&self, measure: &Measure) -> String {
        let Some(of) = &measure.of else { return self.of("件数", "how many cases").to_owned() };
        let of = self.said(of);
        match (measure.total, self.lang) {
            (Total::Count, Lang::En) => format!("how many {of}"),
            (Total::Count, _) => format!("{of}の数"),
            (Total::Sum, Lang::En) => format!("the sum of {of}"),
            (Total::Sum, _) => format!("{of}の合計"),
            (Total::Min, Lang::En) => format!("the smallest {of}"),
            (Total::Min, _) => format!("{of}の最も小さい値"),
            (Total::Max, Lang::En) => format!("the largest {of}"),
            (Total::Max, _) => format!("{of}の最も大きい値"),
        }
    }
}
