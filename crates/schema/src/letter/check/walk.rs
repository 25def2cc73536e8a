//! The walk over the tree of a letter.

use super::{
    Mistake, Read,
    names::{FILTERS, FUNCTIONS, SAME_ROWS, TESTS},
};
use crate::letter::shape::{Shape, What};
use indexmap::IndexMap;
use minijinja::machinery::{
    Span,
    ast::{self, BinOpKind, CallArg, CallType, Expr, Stmt},
};
use std::{collections::HashMap, ops::Range};

pub(super) struct Walk<'a> {
    text: &'a str,
    names: &'a IndexMap<String, Shape>,
    /// Names that the letter makes, the innermost last.
    scopes: Vec<HashMap<String, Shape>>,
    macros: Vec<String>,
    pub(super) read: Read,
}

fn range(span: Span) -> Range<usize> {
    let at = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    at(span.start_offset)..at(span.end_offset)
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a str, names: &'a IndexMap<String, Shape>) -> Walk<'a> {
        Walk { text, names, scopes: vec![HashMap::new()], macros: Vec::new(), read: Read::default() }
    }

    pub(super) fn statement(&mut self, statement: &Stmt<'_>) {
        match statement {
            Stmt::Template(template) => self.body(&template.children),
            Stmt::EmitRaw(_) => {}
            Stmt::EmitExpr(emit) => self.uses(&emit.expr),
            Stmt::ForLoop(of) => self.for_loop(of),
            Stmt::IfCond(cond) => {
                self.uses(&cond.expr);
                self.body(&cond.true_body);
                self.body(&cond.false_body);
            }
            Stmt::WithBlock(with) => self.scoped(|walk| {
                for (target, value) in &with.assignments {
                    let shape = walk.shape(value);
                    walk.bind(target, &shape);
                }
                walk.body(&with.body);
            }),
            Stmt::Set(set) => {
                let shape = self.shape(&set.expr);
                self.bind(&set.target, &shape);
            }
            Stmt::SetBlock(set) => {
                self.body(&set.body);
                self.bind(&set.target, &Shape::plain());
            }
            Stmt::FilterBlock(block) => self.body(&block.body),
            Stmt::Macro(made) => self.macro_body(made),
            Stmt::CallBlock(block) => {
                self.call(&block.call, range(block.call.span()));
                self.macro_body(&block.macro_decl);
            }
            other => self.refused(other),
        }
    }

    fn refused(&mut self, statement: &Stmt<'_>) {
        let (name, span) = match statement {
            Stmt::AutoEscape(tag) => ("autoescape", tag.span()),
            Stmt::Block(tag) => ("block", tag.span()),
            Stmt::Import(tag) => ("import", tag.span()),
            Stmt::FromImport(tag) => ("from", tag.span()),
            Stmt::Extends(tag) => ("extends", tag.span()),
            Stmt::Include(tag) => ("include", tag.span()),
            Stmt::Do(tag) => ("do", tag.span()),
            _ => return,
        };
        self.wrong(Mistake::new("letter.tag", range(span)).arg("name", name));
    }

    fn body(&mut self, statements: &[Stmt<'_>]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn scoped(&mut self, inside: impl FnOnce(&mut Self)) {
        self.scopes.push(HashMap::new());
        inside(self);
        self.scopes.pop();
    }

    fn for_loop(&mut self, of: &ast::ForLoop<'_>) {
        let rows = self.shape(&of.iter);
        let each = match &rows.what {
            What::Groups(..) => rows.clone(),
            _ => rows.each(),
        };
        self.scoped(|walk| {
            walk.bind(&of.target, &each);
            walk.name("loop", Shape::plain());
            if let Some(filter) = &of.filter_expr {
                walk.uses(filter);
            }
            walk.body(&of.body);
        });
        self.body(&of.else_body);
    }

    fn macro_body(&mut self, made: &ast::Macro<'_>) {
        self.macros.push(made.name.to_owned());
        for default in &made.defaults {
            self.uses(default);
        }
        self.scoped(|walk| {
            for arg in &made.args {
                walk.bind(arg, &Shape::plain());
            }
            walk.name("caller", Shape::plain());
            walk.body(&made.body);
        });
    }

    fn name(&mut self, name: &str, shape: Shape) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name.to_owned(), shape);
        }
    }

    /// `x`, or `x, y`: the two parts of a group.
    fn bind(&mut self, target: &Expr<'_>, shape: &Shape) {
        let targets: &[Expr<'_>] = match target {
            Expr::Var(var) => return self.name(var.id, shape.clone()),
            Expr::List(list) => &list.items,
            Expr::Tuple(tuple) => &tuple.items,
            _ => return,
        };
        for (place, target) in targets.iter().enumerate() {
            let part = match &shape.what {
                What::Groups(by, _) if place == 0 => (**by).clone(),
                What::Groups(_, rows) => (**rows).clone(),
                _ => Shape::plain(),
            };
            self.bind(target, &part);
        }
    }

    /// What an expression is, which is printed, compared or computed with here.
    fn uses(&mut self, expr: &Expr<'_>) {
        let shape = self.shape(expr);
        if shape.holds_sensitive() {
            let at = range(expr.span());
            let name = self.text.get(at.clone()).unwrap_or_default().to_owned();
            self.read.sensitive_at.push((name, at));
        }
    }

    /// What an expression is.
    fn shape(&mut self, expr: &Expr<'_>) -> Shape {
        match expr {
            Expr::Var(var) => self.variable(var.id, range(var.span())),
            Expr::Const(_) => Shape::plain(),
            Expr::GetAttr(attr) => {
                let whole = self.shape(&attr.expr);
                self.part(&whole, attr.name, range(attr.span()))
            }
            Expr::GetItem(item) => self.item(item, range(item.span())),
            Expr::Filter(filter) => self.filter(filter, range(filter.span())),
            Expr::Test(test) => {
                if !TESTS.contains(&test.name) {
                    let mistake = Mistake::new("letter.filter", range(test.span())).arg("name", test.name);
                    self.wrong(mistake.known(TESTS.iter().copied()));
                }
                self.uses(&test.expr);
                self.arguments(&test.args)
            }
            Expr::Call(call) => self.call(call, range(call.span())),
            Expr::BinOp(op) if matches!(op.op, BinOpKind::ScAnd | BinOpKind::ScOr | BinOpKind::Concat) => {
                self.all([&op.left, &op.right])
            }
            Expr::BinOp(op) => self.operands([&op.left, &op.right]),
            Expr::Compare(compare) => {
                self.operands(std::iter::once(&compare.expr).chain(compare.ops.iter().map(|op| &op.expr)))
            }
            Expr::UnaryOp(op) => self.all([&op.expr]),
            Expr::IfExpr(choice) => self.all(
                [Some(&choice.test_expr), Some(&choice.true_expr), choice.false_expr.as_ref()].into_iter().flatten(),
            ),
            Expr::Slice(slice) => {
                let rows = self.shape(&slice.expr);
                self.all([&slice.start, &slice.stop, &slice.step].into_iter().flatten());
                rows
            }
            Expr::List(list) => self.all(&list.items),
            Expr::Tuple(tuple) => self.all(&tuple.items),
            Expr::Map(map) => self.all(map.keys.iter().chain(&map.values)),
        }
    }

    fn all<'e, 's: 'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr<'s>>) -> Shape {
        for expr in exprs {
            self.uses(expr);
        }
        Shape::plain()
    }

    /// What is compared and computed with must be a value, not what is printed.
    fn operands<'e, 's: 'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr<'s>>) -> Shape {
        for expr in exprs {
            let shape = self.shape(expr);
            self.uses_again(expr, &shape);
            let at = range(expr.span());
            let name = self.text.get(at.clone()).unwrap_or_default().to_owned();
            let part = match &shape.what {
                What::Printed(part, _) => *part,
                What::YesNo => "",
                _ => continue,
            };
            let meant = if part.is_empty() { name.clone() } else { format!("{name}.{part}") };
            let mistake = Mistake::new("letter.operator", at).arg("name", name).arg("part", meant.clone());
            self.wrong(Mistake { meant: Some(meant), ..mistake });
        }
        Shape::plain()
    }

    fn arguments(&mut self, args: &[CallArg<'_>]) -> Shape {
        for arg in args {
            let (CallArg::Pos(expr) | CallArg::Kwarg(_, expr) | CallArg::PosSplat(expr) | CallArg::KwargSplat(expr)) =
                arg;
            self.uses(expr);
        }
        Shape::plain()
    }

    fn variable(&mut self, name: &str, at: Range<usize>) -> Shape {
        if let Some(own) = self.scopes.iter().rev().find_map(|scope| scope.get(name)) {
            return own.clone();
        }
        if let Some(shape) = self.names.get(name) {
            self.read.reads.insert(name.to_owned());
            return shape.clone();
        }
        let own = self.scopes.iter().flat_map(HashMap::keys).map(String::as_str);
        let known: Vec<String> = self.names.keys().map(String::as_str).chain(own).map(str::to_owned).collect();
        let mistake = Mistake::new("app.unknown-placeholder", at).arg("name", name);
        self.wrong(mistake.known(known.iter().map(String::as_str)));
        Shape::plain()
    }

    fn part(&mut self, whole: &Shape, name: &str, at: Range<usize>) -> Shape {
        if let Some(part) = whole.part(name) {
            self.read.reads.insert(name.to_owned());
            return part;
        }
        let parts = whole.parts();
        let listed = if parts.is_empty() { "@none".to_owned() } else { parts.join(" ") };
        let mistake = Mistake::new("letter.unknown-part", at).arg("part", name).arg("known", listed);
        let mistake = mistake.known(parts);
        self.wrong(mistake);
        Shape::plain()
    }

    /// `rows[0]`, `address["town"]`.
    fn item(&mut self, item: &ast::GetItem<'_>, at: Range<usize>) -> Shape {
        let whole = self.shape(&item.expr);
        let name = item.subscript_expr.as_const();
        match (&whole.what, name.as_ref().and_then(|name| name.as_str())) {
            (What::Rows(_), _) => {
                self.uses(&item.subscript_expr);
                whole.each()
            }
            (What::Plain, _) => {
                self.uses(&item.subscript_expr);
                Shape::plain()
            }
            (_, Some(name)) => self.part(&whole, name, at),
            _ => {
                self.uses(&item.expr);
                self.uses(&item.subscript_expr);
                Shape::plain()
            }
        }
    }

    fn filter(&mut self, filter: &ast::Filter<'_>, at: Range<usize>) -> Shape {
        if !FILTERS.contains(&filter.name) {
            let mistake = Mistake::new("letter.filter", at).arg("name", filter.name);
            self.wrong(mistake.known(FILTERS.iter().copied()));
        }
        let Some(expr) = &filter.expr else { return self.arguments(&filter.args) };
        let rows = self.shape(expr);
        if !matches!(rows.what, What::Rows(_)) {
            self.uses_again(expr, &rows);
            return self.arguments(&filter.args);
        }
        let each = rows.each();
        let by = self.attribute(filter, &each);
        match filter.name {
            name if SAME_ROWS.contains(&name) => rows,
            "first" | "last" => each,
            "groupby" => Shape {
                what: What::Groups(Box::new(by.unwrap_or_else(Shape::plain)), Box::new(rows)),
                sensitive: false,
            },
            "map" => by.map_or_else(Shape::plain, Shape::rows),
            "length" | "count" => Shape::plain(),
            _ => {
                if by.is_none() {
                    self.uses_again(expr, &rows);
                }
                Shape::plain()
            }
        }
    }

    /// Notes the use of an expression whose names have been looked at.
    fn uses_again(&mut self, expr: &Expr<'_>, shape: &Shape) {
        if shape.holds_sensitive() {
            let at = range(expr.span());
            let name = self.text.get(at.clone()).unwrap_or_default().to_owned();
            self.read.sensitive_at.push((name, at));
        }
    }

    /// The part of each row that a filter names: `attribute="fee"`, or the first argument of those that take a name.
    fn attribute(&mut self, filter: &ast::Filter<'_>, each: &Shape) -> Option<Shape> {
        let named_first = matches!(filter.name, "groupby" | "selectattr" | "rejectattr");
        let mut found = None;
        for (place, arg) in filter.args.iter().enumerate() {
            let expr = match arg {
                CallArg::Kwarg("attribute", expr) => expr,
                CallArg::Pos(expr) if named_first && place == 0 => expr,
                other => {
                    self.arguments(std::slice::from_ref(other));
                    continue;
                }
            };
            let Some(path) = expr.as_const().and_then(|path| path.as_str().map(str::to_owned)) else { continue };
            let mut shape = each.clone();
            for part in path.split('.') {
                shape = self.part(&shape, part, range(expr.span()));
            }
            self.uses_again(expr, &shape);
            found = Some(shape);
        }
        found
    }

    fn call(&mut self, call: &ast::Call<'_>, at: Range<usize>) -> Shape {
        match call.identify_call() {
            CallType::Function(name) if FUNCTIONS.contains(&name) || self.macros.iter().any(|made| made == name) => {}
            CallType::Function("caller") => {}
            CallType::Method(Expr::Var(var), "cycle" | "changed") if var.id == "loop" => {}
            CallType::Function(name) => {
                let known = self.macros.clone();
                let mistake = Mistake::new("letter.filter", at).arg("name", name);
                self.wrong(mistake.known(FUNCTIONS.iter().copied().chain(known.iter().map(String::as_str))));
            }
            _ => {
                let name = self.text.get(at.clone()).unwrap_or_default().to_owned();
                self.wrong(Mistake::new("letter.filter", at).arg("name", name));
            }
        }
        self.arguments(&call.args)
    }

    fn wrong(&mut self, mistake: Mistake) {
        self.read.mistakes.push(mistake);
    }
}
