//! E0751–E0759: files of outlines.

registry! {
    codes {
        /// No GeoJSON.
        NO_GEOJSON = "E0751" Error { zh: "{path} 不是 GeoJSON：{why}", en: "{path} is not GeoJSON: {why}" }
        /// No polygon.
        NO_POLYGON = "E0752" Error { zh: "{place}：图形是“{found}”，不是 Polygon 或 MultiPolygon", en: "{place}: the geometry is {found}, not Polygon or MultiPolygon" }
        /// A ring that is none.
        BAD_RING = "E0753" Error { zh: "{place}，{at}：{why}", en: "{place}, {at}: {why}" }
        /// No degrees.
        OFF_EARTH = "E0754" Error { zh: "{place}，{at}：[{text}] 不是以度计的经度和纬度", en: "{place}, {at}: [{text}] is no longitude and latitude in degrees" }
        /// No key.
        FEATURE_WITHOUT_KEY = "E0755" Error { zh: "{place} 的属性里没有关联键“{key}”", en: "{place} has no property `{key}`, a key of the table" }
        /// No field for the geometries.
        NO_PLACE_FOR_OUTLINES = "E0756" Error { zh: "{path} 是 GeoJSON，而参照表“{table}”没有恰好一个类型为边界的指标", en: "{path} is GeoJSON, and the table `{table}` does not have exactly one field of type outline" }
    }
    notes {
        /// A feature.
        PLACE_OF_FEATURE { zh: "{file} 第 {row} 个要素", en: "{file}, feature {row}" }
        /// Why it is none.
        WHY_ENDS_EARLY { zh: "文件没有写完，在第 {line} 行第 {column} 列中断", en: "it ends early, at line {line}, column {column}" }
        /// Why it is none.
        WHY_NO_JSON { zh: "第 {line} 行第 {column} 列不合 JSON 的写法", en: "line {line}, column {column} is not JSON" }
        /// Why it is none.
        WHY_TOO_DEEP { zh: "第 {line} 行第 {column} 列嵌套超过 127 层", en: "line {line}, column {column} is nested more than 127 levels deep" }
        /// Why it is none.
        WHY_NO_FEATURES { zh: "它应是带有 features 的 FeatureCollection", en: "it should be a FeatureCollection with its features" }
        /// Why it is none.
        WHY_NO_FEATURE { zh: "第 {row} 个要素不是 Feature", en: "feature {row} is no Feature" }
        /// What a geometry is.
        NO_GEOMETRY { zh: "空", en: "missing" }
        /// Why a ring is none.
        WHY_OPEN_RING { zh: "环没有闭合，最后一点应与第一点相同", en: "the ring is open, its last position should be its first" }
        /// Why a ring is none.
        WHY_SHORT_RING { zh: "环至少要有四个点，最后一点与第一点相同", en: "a ring has at least four positions, the last of them the first again" }
        /// Why a ring is none.
        WHY_FLAT_RING { zh: "环没有围住任何面积", en: "the ring goes round no area" }
        /// Why a ring is none.
        WHY_HOLE_OUTSIDE { zh: "这个洞不在外环之内，或者占满了外环", en: "this hole does not lie inside the ring around the area, or leaves nothing of it" }
        /// Why a ring is none.
        WHY_HOLE_ON_HOLE { zh: "这个洞与洞 {other} 重叠", en: "this hole overlaps the hole {other}" }
        /// Why a ring is none.
        WHY_AREA_ON_AREA { zh: "这个面与面 {other} 重叠", en: "this area overlaps the area {other}" }
        /// Why a ring is none.
        WHY_NO_POSITION { zh: "不是由数字组成的点", en: "it is no position of two numbers" }
        /// Why a ring is none.
        WHY_CROSSED { zh: "从这一点起的边与从 {other} 起的边在 {place} 处相交", en: "the edge from here crosses that from {other}, at {place}" }
        /// A way out.
        OTHER_WAY_ROUND { zh: "经度在前、纬度在后；这里像是纬度在前", en: "the longitude stands first; these look like latitude and longitude" }
        /// A way out.
        PROJECTED { zh: "这像是投影坐标（米）；导出时选用经纬度坐标系，如 CGCS2000 或 WGS 84", en: "these look like projected coordinates in metres; export them as longitude and latitude, such as WGS 84 or CGCS2000" }
        /// A way out.
        DECLARE_AN_OUTLINE { zh: "在参照表下写：指标 边界 : 边界", en: "write below the table: field outline : outline" }
        /// What is shown of an outline.
        CORNERS { zh: "{count} 个顶点", en: "{count} corners" }
    }
}
