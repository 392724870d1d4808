namespace ChargePoints;

/// <summary>The values of a new charge point of one shape; shared by all of them and never changed.</summary>
internal sealed class ConfigurationDefaults
{
    private readonly ConfigurationValue[] _values;

    public ConfigurationDefaults(ConfigurationShape shape)
    {
        Shape = shape;
        _values = new ConfigurationValue[ConfigurationKeys.All.Count];
        foreach (ConfigurationKey key in ConfigurationKeys.All)
        {
            string? text = shape.DefaultOf(key);
            ConfigurationValue value = new(text, 0, []);
            // A vendor's name may be no valid operator's name, and then stands all the same: nobody else's value does better.
            if (!string.IsNullOrEmpty(text))
            {
                ConfigurationValue.Read(key, text, shape, int.MaxValue, out value);
            }
            _values[key.Index] = value;
        }
    }

    public ConfigurationShape Shape { get; }

    public ConfigurationValue this[ConfigurationKey key] => _values[key.Index];
}
