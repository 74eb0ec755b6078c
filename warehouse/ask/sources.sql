-- Every source that was ever watched.
SELECT source, name, country, homepage, language, active FROM sources;
