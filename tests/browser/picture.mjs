// Makes the picture of the README from the running product: `node picture.mjs ../../docs/images/madoguchi.png`.
import { writeFileSync } from "node:fs";
import { startServer } from "./server.mjs";
import { launch } from "./page.mjs";

const server = await startServer();
const browser = await launch();
const phone = await browser.newContext({ viewport: { width: 390, height: 760 }, javaScriptEnabled: false });
const page = await phone.newPage();
const next = () => page.getByRole("button", { name: "次へ" }).click();
const shots = [];

await page.goto(`${server.base}/apps/bulky-waste`);
await page.getByRole("button", { name: "申込みを始める" }).click();
await page.getByLabel("いいえ", { exact: true }).check();
await next();
await next();
await page.locator("[name='goods.0.code']").selectOption("sofa2");
await next();
for (const [name, value] of Object.entries({
  "applicant.family": "山田", "applicant.given": "太郎", "applicant.family_kana": "ヤマダ", "applicant.given_kana": "タロウ",
  phone: "0166-00-1234", "address.postal_code": "070-0031", "address.prefecture": "北海道", "address.city": "旭野市",
  "address.town": "1条通3丁目", "address.street": "1番地",
})) await page.locator(`[name='${name}']`).fill(value);
await page.getByLabel("戸建て").check();
await next();
shots.push(await page.screenshot());
await page.locator("[name='visit.date']").nth(1).check();
await next();
await page.getByRole("button", { name: "申し込む" }).click();
shots.push(await page.screenshot());

const desk = await browser.newContext({ viewport: { width: 1100, height: 760 }, javaScriptEnabled: false });
const office = await desk.newPage();
await office.goto(`${server.base}/office`);
await office.locator("[name=login]").fill("suzuki");
await office.locator("[name=password]").fill(server.output().match(/パスワードはどれも (\S+?)）/)[1]);
await office.locator("main form button").first().click();
await office.goto(`${server.base}/office/bulky-waste`);
shots.unshift(await office.screenshot());

const sheet = await browser.newPage({ viewport: { width: 1980, height: 810 } });
const frames = shots.map((shot) => `<img src="data:image/png;base64,${shot.toString("base64")}">`).join("");
await sheet.setContent(`<style>body{margin:0;padding:25px;display:flex;gap:25px;background:#dfe6f5}
  img{height:760px;border-radius:10px;box-shadow:0 2px 12px #0003}</style>${frames}`);
writeFileSync(process.argv[2], await sheet.screenshot());
await browser.close();
await server.stop();
