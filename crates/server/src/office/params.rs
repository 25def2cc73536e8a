//! The address of a queue page ↔ what it lists.

use madoguchi_store::queue::{Part, Query};

/// What a queue page was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params {
    /// A saved view.
    pub view: Option<String>,
    /// Only these states.
    pub states: Vec<String>,
    /// Only this area.
    pub area: Option<String>,
    /// Only cases that the one who looks takes care of.
    pub mine: bool,
    /// Searched text.
    pub search: Option<String>,
    /// Sort column, `-` before it for descending.
    pub sort: Option<String>,
    /// Where the page before ended.
    pub after: Option<String>,
    /// Every row that can be pressed is ticked.
    pub ticked: bool,
    /// Only the cases of a bar of this chart.
    pub chart: Option<String>,
    /// The value of the bar, or of the column of a board.
    pub value: Option<String>,
    /// The bar or column of cases in which the value is blank.
    pub blank: bool,
}

impl Params {
    /// Reads the part behind `?`; unknown names are ignored, blank values count as not given.
    pub fn parse(query: &str) -> Params {
        let mut params = Params::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            match name.as_ref() {
                "view" => params.view = Some(value.to_owned()),
                "state" => params.states.push(value.to_owned()),
                "area" => params.area = Some(value.to_owned()),
                "q" => params.search = Some(value.to_owned()),
                "sort" => params.sort = Some(value.to_owned()),
                "after" => params.after = Some(value.to_owned()),
                "mine" => params.mine = true,
                "tick" => params.ticked = true,
                "chart" => params.chart = Some(value.to_owned()),
                "value" => params.value = Some(value.to_owned()),
                "blank" => params.blank = true,
                _ => {}
            }
        }
        params
    }

    /// The address of the page below `base`.
    pub fn href(&self, base: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let one = |query: &mut form_urlencoded::Serializer<'_, String>, name: &str, value: &Option<String>| {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        };
        one(&mut query, "view", &self.view);
        for state in &self.states {
            query.append_pair("state", state);
        }
        one(&mut query, "area", &self.area);
        if self.mine {
            query.append_pair("mine", "yes");
        }
        one(&mut query, "chart", &self.chart);
        one(&mut query, "value", &self.value);
        if self.blank {
            query.append_pair("blank", "yes");
        }
        one(&mut query, "q", &self.search);
        one(&mut query, "sort", &self.sort);
        one(&mut query, "after", &self.after);
        if self.ticked {
            query.append_pair("tick", "all");
        }
        let query = query.finish();
        if query.is_empty() { base.to_owned() } else { format!("{base}?{query}") }
    }

    /// The first page of the same list.
    pub fn first(&self) -> Params {
        Params { after: None, ticked: false, ..self.clone() }
    }

    /// Whether one column of a board was chosen by its value.
    pub fn has_value(&self) -> bool {
        self.value.is_some() || self.blank
    }

    /// The question to the store.
    pub fn query(&self, limit: u32) -> Query {
        let bar = |chart: &String| Part::Bar { chart: chart.clone(), value: self.value.clone() };
        Query {
            view: self.view.clone(),
            states: self.states.clone(),
            area: self.area.clone(),
            slot_date: None,
            assignee: None,
            part: self.chart.as_ref().map(bar),
            search: self.search.clone(),
            sort: self.sort.clone(),
            after: self.after.clone(),
            limit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Params;

    #[test]
    fn an_address_says_the_same_after_a_round_trip() {
        let params = Params {
            view: Some("today".to_owned()),
            states: vec!["received".to_owned(), "missed".to_owned()],
            area: None,
            search: Some("佐藤 & 1条".to_owned()),
            sort: Some("-visit".to_owned()),
            after: Some("a=b".to_owned()),
            mine: true,
            ticked: true,
            chart: Some("by_area".to_owned()),
            value: Some("A".to_owned()),
            blank: true,
        };
        let href = params.href("/office/x");
        assert_eq!(Params::parse(href.split_once('?').map_or("", |(_, q)| q)), params);
    }

    #[test]
    fn blank_filters_of_the_form_are_no_filters() {
        assert_eq!(Params::parse("view=&state=&area=&q=+&sort=&unknown=1"), Params::default());
        assert_eq!(Params::default().href("/office/x"), "/office/x");
    }
}
