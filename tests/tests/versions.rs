//! A definition changes while residents fill it in: new drafts see the change, old drafts and cases stay on theirs.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_tests::{TestApp, definitions, journey::Resident};
use std::{fs, path::Path};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from} is not in {}", file.display());
    fs::write(file, text.replace(from, to)).unwrap();
}

async fn reload(app: &TestApp) -> Result<(), madoguchi_server::ServeError> {
    let sources = madoguchi_server::sources::read(&app.state.settings.definitions)?;
    app.state.catalog.reload(sources, &app.state.store, app.state.clock.now()).await
}

#[tokio::test]
async fn a_changed_label_an_item_and_a_question_are_live_and_an_open_draft_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    copy(&definitions(), folder.path());
    let app = TestApp::with(folder.path()).await;
    let early = app.browser();
    let days = Resident::default().to_the_days(&early).await;

    let definition = folder.path().join("bulky-waste/app.yaml");
    edit(&definition, "label: 出したい粗大ごみ", "label: 集めてほしいもの");
    let question = "      - {id: key_box, type: yes_no, label: 入口に鍵がありますか}\n      - {id: photo, type: photo";
    edit(&definition, "      - {id: photo, type: photo", question);
    let items = folder.path().join("bulky-waste/lists/items.csv");
    let list = fs::read_to_string(&items).unwrap();
    fs::write(&items, format!("{}\nkoinobori,こいのぼりのさお,コイノボリノサオ,800,3,1,no\n", list.trim_end()))
        .unwrap();
    reload(&app).await.unwrap();

    let page = app.browser().get("/apps/bulky-waste").await;
    assert_eq!(page.status, 200);
    let late = app.browser();
    let resident =
        Resident { goods: vec![("koinobori".into(), 1)], phone: "0166-00-4321".into(), ..Resident::default() };
    let page = resident.to_the_days(&late).await;
    assert_eq!(page.status, 422, "the new question must be answered: {}", page.visible());
    let form = page.form("/p4").set("key_box", "yes");
    let page = late.submit(&page, &form, "次へ").await;
    let review = resident.choose_a_day(&late, &page).await;
    assert!(review.visible().contains("集めてほしいもの"), "{}", review.visible());
    let receipt = late.submit(&review, &review.form("/submit"), "").await;
    assert_eq!(receipt.status, 200, "{}", receipt.visible());

    let review = Resident::default().choose_a_day(&early, &days).await;
    assert!(review.visible().contains("出したい粗大ごみ"), "{}", review.visible());
    let receipt = early.submit(&review, &review.form("/submit"), "").await;
    assert_eq!(receipt.status, 200, "{}", receipt.visible());
    assert_eq!(app.column("app_bulky_waste", "_version"), [Some("2".to_owned()), Some("1".to_owned())]);
    assert_eq!(app.column("app_bulky_waste", "key_box"), [Some("1".to_owned()), None]);
    app.verify();
}

#[tokio::test]
async fn a_definition_with_a_mistake_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    copy(&definitions(), folder.path());
    let app = TestApp::with(folder.path()).await;
    edit(&folder.path().join("bulky-waste/app.yaml"), "type: yes_no, label: テレビ", "type: yes_on, label: テレビ");
    assert!(reload(&app).await.is_err());
    assert_eq!(Resident::default().submit(&app.browser()).await.status, 200);
    assert_eq!(app.number("SELECT COUNT(*) FROM definition WHERE app = 'bulky-waste'"), 1);
}
