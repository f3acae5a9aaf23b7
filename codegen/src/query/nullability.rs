//! Which operators and functions of PostgreSQL give NULL although no argument is NULL.
//!
//! That a function is strict says nothing about that: `'{}'::jsonb -> 'a'` is NULL. So only what is listed here is never
//! NULL; of everything else nothing is claimed.

use super::types::Ty;

/// Not NULL where no argument is.
const KEEPS: &str = " int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange abs acos acosd acosh age array_append array_cat array_fill array_positions array_prepend array_remove \
    array_replace array_reverse array_sample array_shuffle array_sort array_to_json array_to_string array_to_tsvector ascii asin \
    asind asinh atan atan2 atan2d atand atanh avals akeys binary_quantize bit_count bit_length bool bound_box box bpchar broadcast btrim \
    bytea cardinality casefold cbrt ceil ceiling center char char_length character_length chr cidr circle concat_ws convert convert_from \
    convert_to cos cosd cosh cosine_distance cot cotd crc32 crc32c crypt current_database current_user currval date date_add date_bin date_subtract \
    date_trunc decode degrees defined delete diameter difference digest div dmetaphone dmetaphone_alt encode erf erfc exist exists_all exists_any exp factorial \
    family float4 float8 floor format gamma gcd gen_salt generate_series generate_subscripts get_bit get_byte halfvec hamming_distance \
    height hmac host hostmask hstore hstore_to_array hstore_to_json hstore_to_jsonb index inet_merge inet_same_family initcap inner_product int2 int4 \
    int8 interval isclosed isempty isfinite isopen jaccard_distance json_array_length json_array_elements json_object_keys json_object json_strip_nulls \
    json_typeof jsonb_array_elements jsonb_array_length jsonb_delete jsonb_delete_path jsonb_insert jsonb_object jsonb_object_keys \
    jsonb_path_query jsonb_path_query_array jsonb_pretty jsonb_set jsonb_strip_nulls jsonb_typeof json_scalar justify_days justify_hours \
    justify_interval l1_distance l2_distance l2_norm l2_normalize lastval lcm left length levenshtein lgamma line ln log log10 lower_inc \
    lower_inf lpad lseg ltree2text ltrim macaddr macaddr8_set7bit make_date make_interval make_time make_timestamp make_timestamptz \
    masklen md5 metaphone min_scale mod money multirange name netmask network nextval nlevel normalize npoints ntile num_nonnulls num_nulls numeric numnode \
    octet_length oid overlay path percent_rank phraseto_tsquery plainto_tsquery point polygon popen pclose position pow power quantile quote_ident quote_literal \
    radians radius range_merge regexp_count regexp_instr regexp_like regexp_replace regexp_split_to_array regexp_split_to_table repeat replace reverse \
    right round row_to_json rpad rtrim scale set_bit set_byte set_masklen setval setweight sha224 sha256 sha384 sha512 show_trgm \
    sign similarity sin sind sinh skeys sparsevec split_part sqrt starts_with strict_word_similarity string_to_array string_to_table strip strpos subltree \
    subpath substr subvector svals tan tand tanh text text2ltree timezone time timestamp timestamptz timetz to_bin to_hex to_json to_jsonb to_oct to_tsquery \
    to_tsvector translate trim_array trim_scale trunc ts_delete ts_filter ts_headline ts_rank ts_rank_cd ts_rewrite tsquery_phrase \
    tsvector_to_array tsvector_update unaccent upper_inc upper_inf varbit varchar vector vector_dims vector_norm \
    websearch_to_tsquery width width_bucket word_similarity xmlcomment xmltext soundex bit ";

/// Never NULL, whatever the arguments are.
const ALWAYS: &str = " clock_timestamp concat count cume_dist dense_rank enum_first enum_last enum_range gen_random_uuid int4range int8range numrange tsrange \
    tstzrange daterange json_build_array \
    json_build_object jsonb_build_array jsonb_build_object merge_action now pg_backend_pid pg_current_xact_id pg_is_in_recovery \
    pg_postmaster_start_time pg_typeof pi quote_nullable random rank regr_count row_number statement_timestamp timeofday \
    transaction_timestamp txid_current uuidv4 uuidv7 version pg_conf_load_time current_schemas session_user getdatabaseencoding pg_client_encoding ";

/// Not NULL where the first argument is not.
const BY_FIRST: &str = " concat_ws format ";

/// Functions whose arrays have no NULL in them.
const FULL_ARRAYS: &str = " regexp_split_to_array enum_range tsvector_to_array show_trgm akeys array_positions current_schemas parse_ident ";

/// Aggregates that are not NULL over at least one row with values that are not.
const OF_GROUPS: &str = " any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or every json_agg json_object_agg jsonb_agg \
    jsonb_object_agg max min percentile_cont percentile_disc mode range_agg string_agg sum ";

/// Window functions that are not NULL where their value is not, in a frame that has the current row.
const OF_FRAMES: &str = " first_value last_value ";

fn has(words: &str, word: &str) -> bool {
    words.contains(&format!(" {word} "))
}

/// When a function of PostgreSQL is NULL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// When an argument is.
    Arguments,
    /// Never.
    Never,
    /// When the first argument is.
    First,
    /// Whenever it likes.
    Anything,
}

/// The rule of a function with those types of arguments.
pub(crate) fn of_function(name: &str, args: &[Ty]) -> Rule {
    let first = args.first().map_or("", Ty::name);
    if has(BY_FIRST, name) {
        return Rule::First;
    }
    if has(ALWAYS, name) {
        return Rule::Never;
    }
    let keeps = match name {
        // Of a range, a bound that there may not be.
        "lower" | "upper" => matches!(first, "text"),
        // By a pattern that may not match.
        "substring" => !matches!(args.get(1).map(Ty::name), Some("text")),
        // `lag(value, offset, otherwise)`.
        "lag" | "lead" => args.len() == 3,
        // Of infinity there is no day.
        "to_char" => matches!(first, "int4" | "int8" | "numeric" | "float4" | "float8"),
        "to_timestamp" => args.len() == 1,
        // JSON's null is one; so is what casts from it.
        "bool" | "int2" | "int4" | "int8" | "numeric" | "float4" | "float8" => first != "jsonb",
        "index" | "delete" => true,
        // Of an `hstore`, values may be missing.
        "svals" => false,
        "age" => first != "xid",
        "hstore" => args.len() == 1 || first == "text",
        _ => has(KEEPS, name),
    };
    if keeps { Rule::Arguments } else { Rule::Anything }
}

/// Whether the elements of an array that a function gives may be NULL, though those of its arguments are not.
pub(crate) fn may_hold_null(name: &str, args: usize) -> bool {
    !(has(FULL_ARRAYS, name) || (name == "string_to_array" && args == 2))
}

/// Whether an aggregate is not NULL over a group of rows with values.
pub(crate) fn is_of_groups(name: &str) -> bool {
    has(OF_GROUPS, name)
}

/// Whether a window function is not NULL in a frame with the current row.
pub(crate) fn is_of_frames(name: &str) -> bool {
    has(OF_FRAMES, name)
}

/// Whether an operator of PostgreSQL can be NULL although no operand is.
pub(crate) fn operator_may_be_null(name: &str, left: &str, right: &str) -> bool {
    match name {
        "->" | "->>" | "#>" | "#>>" | "##" | "?@>" | "?<@" | "?~" | "?@" | "~>" => true,
        "@@" | "@?" => left == "jsonb" || right == "jsonpath",
        "#" => !matches!(left, "int2" | "int4" | "int8" | "bit"),
        "+" => left == "path" && right == "path",
        "*" => left == "path" || left == "box",
        _ => false,
    }
}

/// Which columns of a function's result may be NULL although no argument is: of those that are listed none, of others all.
pub(crate) fn column_may_be_null(function: &str, column: &str) -> bool {
    !matches!(
        (function, column),
        ("jsonb_each" | "json_each" | "jsonb_each_text" | "json_each_text" | "each", "key")
            | ("jsonb_each" | "json_each", "value")
            | ("jsonb_array_elements" | "json_array_elements", "value")
            | ("unnest" | "ts_stat", "lexeme" | "word" | "ndoc" | "nentry")
    )
}
