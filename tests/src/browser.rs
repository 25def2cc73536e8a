//! A browser without JavaScript: it knows only what the page shows, and fills the form that it received.

use scraper::{ElementRef, Html, Selector};

/// A browser window with cookies of its own.
#[derive(Clone)]
pub struct Browser {
    client: reqwest::Client,
    base: String,
}

/// A page that was received, redirects followed.
#[derive(Debug, Clone)]
pub struct Page {
    /// HTTP status.
    pub status: u16,
    /// Address after redirects.
    pub url: String,
    /// HTML.
    pub body: String,
}

/// A form as received, with what is filled in.
#[derive(Debug, Clone)]
pub struct Form {
    action: String,
    post: bool,
    multipart: bool,
    controls: Vec<Control>,
    sent: Vec<(String, String)>,
    files: Vec<(String, String, Vec<u8>)>,
}

#[derive(Debug, Clone)]
struct Control {
    name: String,
    kind: String,
    values: Vec<String>,
}

impl Browser {
    /// A new window on the site at `base`.
    pub fn new(base: &str) -> Browser {
        let client = reqwest::Client::builder().cookie_store(true).build().unwrap();
        Browser { client, base: base.to_owned() }
    }

    /// The client, for requests that no form makes.
    pub fn client(&self) -> &reqwest::Client {
        &self.client
    }

    /// An absolute address.
    pub fn url(&self, path: &str) -> String {
        if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) }
    }

    /// Opens an address.
    pub async fn get(&self, path: &str) -> Page {
        page(self.client.get(self.url(path)).send().await.unwrap()).await
    }

    /// Sends a form by the button with this text (or any value); `""` for the first submit button without a name.
    pub async fn submit(&self, from: &Page, form: &Form, button: &str) -> Page {
        let mut sent = form.sent.clone();
        if let Some((name, value)) = from.button(button) {
            sent.push((name, value));
        }
        let url = reqwest::Url::parse(&from.url).unwrap().join(&form.action).unwrap();
        let request = if !form.post {
            self.client.get(url).query(&sent)
        } else if form.multipart {
            let mut body = reqwest::multipart::Form::new();
            for (name, value) in sent {
                body = body.text(name, value);
            }
            for (name, file, bytes) in form.files.clone() {
                body = body.part(name, reqwest::multipart::Part::bytes(bytes).file_name(file));
            }
            self.client.post(url).multipart(body)
        } else {
            self.client.post(url).form(&sent)
        };
        page(request.header("Sec-Fetch-Site", "same-origin").send().await.unwrap()).await
    }
}

async fn page(response: reqwest::Response) -> Page {
    let (status, url) = (response.status().as_u16(), response.url().to_string());
    Page { status, url, body: without_templates(&response.text().await.unwrap()) }
}

/// What stands in a `<template>` is there for scripts only.
fn without_templates(html: &str) -> String {
    let (mut out, mut rest, mut depth) = (String::new(), html, 0usize);
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        if depth == 0 {
            out.push_str(before);
        }
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        match tag {
            _ if tag.starts_with("<template") => depth += 1,
            "</template>" => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push_str(tag),
            _ => {}
        }
        rest = after;
    }
    out + rest
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap()
}

fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Page {
    /// The texts of the elements that a selector finds.
    pub fn texts(&self, css: &str) -> Vec<String> {
        Html::parse_document(&self.body).select(&selector(css)).map(text_of).collect()
    }

    /// The first of [`Page::texts`]; empty when there is none.
    pub fn text(&self, css: &str) -> String {
        self.texts(css).into_iter().next().unwrap_or_default()
    }

    /// An attribute of the elements that a selector finds.
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        let html = Html::parse_document(&self.body);
        html.select(&selector(css)).filter_map(|e| e.value().attr(name).map(str::to_owned)).collect()
    }

    /// The address of the link with this text in it.
    pub fn link(&self, text: &str) -> String {
        let html = Html::parse_document(&self.body);
        let css = selector("a[href]");
        let found = html.select(&css).find(|a| text_of(*a).contains(text));
        let link = found.unwrap_or_else(|| panic!("no link «{text}» on {}:\n{}", self.url, self.visible()));
        link.value().attr("href").unwrap().to_owned()
    }

    /// The texts of the main part.
    pub fn visible(&self) -> String {
        self.text("main")
    }

    /// The texts of the error summary's links.
    pub fn errors(&self) -> Vec<String> {
        self.texts("[role=alert] a")
    }

    /// The name and value of the submit button with this text.
    fn button(&self, text: &str) -> Option<(String, String)> {
        let html = Html::parse_document(&self.body);
        let css = selector("button, input[type=submit]");
        let button = html.select(&css).find(|b| !text.is_empty() && text_of(*b).contains(text))?;
        let name = button.value().attr("name")?.to_owned();
        Some((name, button.value().attr("value").unwrap_or_default().to_owned()))
    }

    /// The form whose action, or whose button's own action, contains a text, filled as the page filled it.
    pub fn form(&self, action: &str) -> Form {
        let html = Html::parse_document(&self.body);
        let (forms, buttons) = (selector("form"), selector("button[formaction]"));
        let of_button = |f: &ElementRef<'_>| {
            f.select(&buttons)
                .filter_map(|b| b.value().attr("formaction"))
                .find(|a| a.contains(action))
                .map(str::to_owned)
        };
        if let Some(form) = html.select(&forms).find(|f| f.value().attr("action").unwrap_or("").contains(action)) {
            return Form::read(form);
        }
        let form = html.select(&forms).find_map(|f| Some((f, of_button(&f)?)));
        let (form, action) =
            form.unwrap_or_else(|| panic!("no form to «{action}» on {}:\n{}", self.url, self.visible()));
        Form { action, ..Form::read(form) }
    }
}

impl Form {
    fn read(form: ElementRef<'_>) -> Form {
        let attr = |name: &str| form.value().attr(name).unwrap_or("").to_owned();
        let mut read = Form {
            action: attr("action"),
            post: attr("method").eq_ignore_ascii_case("post"),
            multipart: attr("enctype") == "multipart/form-data",
            controls: Vec::new(),
            sent: Vec::new(),
            files: Vec::new(),
        };
        for control in form.select(&selector("input[name], select[name], textarea[name]")) {
            read.control(control);
        }
        read
    }

    fn control(&mut self, control: ElementRef<'_>) {
        let attr = |name: &str| control.value().attr(name).map(str::to_owned);
        let name = attr("name").unwrap_or_default();
        let kind = match control.value().name() {
            "input" => attr("type").unwrap_or("text".into()),
            other => other.to_owned(),
        };
        let mut values = Vec::new();
        match kind.as_str() {
            "submit" | "button" => return,
            "radio" | "checkbox" => {
                values.push(attr("value").unwrap_or("on".into()));
                if attr("checked").is_some() {
                    self.sent.push((name.clone(), values[0].clone()));
                }
            }
            "select" => {
                let options: Vec<_> = control.select(&selector("option")).collect();
                let value = |o: &ElementRef<'_>| o.value().attr("value").map_or_else(|| text_of(*o), str::to_owned);
                values = options.iter().map(value).collect();
                let chosen = options.iter().find(|o| o.value().attr("selected").is_some()).or(options.first());
                self.sent.extend(chosen.map(|o| (name.clone(), value(o))));
            }
            "textarea" => self.sent.push((name.clone(), control.text().collect())),
            "file" => {}
            _ => self.sent.push((name.clone(), attr("value").unwrap_or_default())),
        }
        self.controls.push(Control { name, kind, values });
    }

    /// Whether the form has a control of this name.
    pub fn has(&self, name: &str) -> bool {
        self.controls.iter().any(|c| c.name == name)
    }

    /// The values that the controls of a name offer.
    pub fn options(&self, name: &str) -> Vec<String> {
        self.controls.iter().filter(|c| c.name == name).flat_map(|c| c.values.clone()).collect()
    }

    /// What is filled in under a name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.sent.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Fills a control; a choice must be on offer.
    pub fn set(mut self, name: &str, value: &str) -> Form {
        let controls: Vec<_> = self.controls.iter().filter(|c| c.name == name).collect();
        let names = || self.controls.iter().map(|c| c.name.as_str()).collect::<Vec<_>>();
        assert!(!controls.is_empty(), "the form has no «{name}», only {:?}", names());
        let choice = controls.iter().all(|c| ["radio", "checkbox", "select"].contains(&c.kind.as_str()));
        let offered = controls.iter().any(|c| c.values.iter().any(|v| v == value));
        assert!(!choice || offered, "«{name}» does not offer «{value}»");
        let several = controls.iter().all(|c| c.kind == "checkbox");
        if !several {
            self.sent.retain(|(n, _)| n != name);
        }
        self.sent.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Takes back what is filled in under a name, as when a box is unchecked.
    pub fn unset(mut self, name: &str) -> Form {
        self.sent.retain(|(n, _)| n != name);
        self
    }

    /// Sends a pair that the page does not offer, as a hostile user would.
    pub fn smuggle(mut self, name: &str, value: &str) -> Form {
        self.sent.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Chooses a file.
    pub fn attach(mut self, name: &str, file: &str, bytes: Vec<u8>) -> Form {
        assert!(self.has(name), "the form has no file control «{name}»");
        self.files.push((name.to_owned(), file.to_owned(), bytes));
        self
    }
}
