//! E0751–E0759: files of outlines.

use crate::codes::outline_data as codes;

explanations! {
    NO_GEOJSON {
        zh: "边界文件按 GeoJSON（RFC 7946）读：一个 FeatureCollection，每个 Feature 是参照表的一行，properties 是各列，geometry 是边界。传输中断的文件请重新复制。",
        en: "A file of outlines is read as GeoJSON (RFC 7946): a FeatureCollection, each Feature a row of the table, its properties the columns, its geometry the outline. Copy a file again that breaks off."
    }
    NO_POLYGON {
        zh: "边界是面：Polygon 或 MultiPolygon。点、线没有内外之分；删去这个要素，或者导出面图层。",
        en: "An outline is an area: a Polygon or a MultiPolygon. Points and lines have no inside; drop the feature, or export the layer of areas."
    }
    BAD_RING {
        zh: "面由环组成：第一个是外环，其余是洞。每个环至少四个点，最后一点与第一点相同。边可以相接，不能相交；洞在外环之内，洞与洞、面与面不能重叠：否则说不清哪里是内。请在地图软件里修复图形再导出。",
        en: "An area is made of rings, the first around it, the others around its holes. A ring has at least four positions, and ends where it begins. Edges may touch and may not cross; a hole lies inside the ring around its area, and neither holes nor areas overlap: else nobody could say what is inside. Repair the geometry in the map program, and export it again."
    }
    OFF_EARTH {
        zh: "点写成 [经度, 纬度]，以度计：经度 −180 到 180，纬度 −90 到 90。投影坐标（米）和纬度在前的写法不读。",
        en: "A position is [longitude, latitude] in degrees, from −180 to 180 and from −90 to 90. Projected coordinates, in metres, and latitudes first are not read."
    }
    FEATURE_WITHOUT_KEY {
        zh: "每个要素的 properties 里要有参照表的每个关联键，名称或别名都可以；值为空的要素查不到。",
        en: "The properties of every feature hold each key of the table, by its name or an alias; a feature in which one is blank is found by nothing."
    }
    NO_PLACE_FOR_OUTLINES {
        zh: "要素的图形存入参照表里类型为边界的那一个指标，所以要有且只有一个。",
        en: "The geometries go into the one field of the table that is an outline, so there has to be exactly one."
    }
}
