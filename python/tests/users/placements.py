"""A user's program: checked by mypy and pyright, never run."""

import geopandas as gpd

import yike

villages: gpd.GeoDataFrame = gpd.read_file("data/qianjiang/villages.geojson")
answer = yike.locate.mclp(villages, reach="3 km", p=3, weight="aged_60", time_limit=60, threads=2)
value: float | None = answer.value
opened: list[str] = answer.open
if answer.sites is not None:
    print(answer.sites["plan_open"].sum(), value, opened)
audited: yike.Placement = answer.audit(["500114001001"])
cheapest = yike.locate.lscp(villages, reach="3 km", by_cost=True, detour=1.3, profile="walk")

plan = yike.Plan.read("data/qianjiang/plan.toml").set({"target.1.kind": "expected"}).lift("published")
run: yike.Run = plan.solve(formats=["gpkg", "xlsx"], lang="zh", gap="0.1 %")
table = run.tables["works"]
frontier = plan.frontier(against="money", points="5")
try:
    plan.check()
except yike.InputError as error:
    for issue in error.issues:
        print(issue.code, issue.file, issue.feature, issue.action)
