using Ocpp.V16;

namespace ChargePoints;

/// <summary>A valid value of a key: its text as it travels, and what it means.</summary>
/// <param name="Text">In canonical spelling; null when the key is known but unset.</param>
/// <param name="Number">The integer, or 1 for true.</param>
/// <param name="Measurands">The list of a measurand key; empty otherwise.</param>
internal readonly record struct ConfigurationValue(
    string? Text,
    int Number,
    IReadOnlyList<MeasurandSelection> Measurands
)
{
    private const int MaxTextLength = 500;

    /// <summary>Reads a value of <paramref name="key"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="text">The text as it came.</param>
    /// <param name="shape">The charge point's shape.</param>
    /// <param name="maxItems">Items that a list may have.</param>
    /// <param name="value">The value.</param>
    /// <returns>What is wrong with the text, in words that say what to mend; null when nothing is.</returns>
    public static string? Read(
        ConfigurationKey key,
        string text,
        ConfigurationShape shape,
        int maxItems,
        out ConfigurationValue value
    )
    {
        value = new(text, 0, []);
        if (text.Length > MaxTextLength)
        {
            return $"must have at most {MaxTextLength} characters";
        }
        return key.Type switch
        {
            ConfigurationType.Boolean => ReadBoolean(text, out value),
            ConfigurationType.Integer => ReadInteger(key, text, out value),
            ConfigurationType.Measurands => ReadMeasurands(text, shape, maxItems, out value),
            ConfigurationType.PhaseRotations => ReadPhaseRotations(key, text, shape, out value),
            ConfigurationType.List => ReadList(key, text, out value),
            ConfigurationType.Hex => ReadHex(key, text),
            _ => ReadText(key, text),
        };
    }

    private static string? ReadBoolean(string text, out ConfigurationValue value)
    {
        bool isTrue = text.Equals("true", StringComparison.OrdinalIgnoreCase);
        value = new(isTrue ? "true" : "false", isTrue ? 1 : 0, []);
        return isTrue || text.Equals("false", StringComparison.OrdinalIgnoreCase) ? null : "must be true or false";
    }

    private static string? ReadInteger(ConfigurationKey key, string text, out ConfigurationValue value)
    {
        bool isNumber = int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, null, out int number);
        value = new(number.ToString(), number, []);
        if (isNumber && text[0] != '+' && number >= key.Minimum && number <= key.Maximum)
        {
            return null;
        }
        return key.Maximum == int.MaxValue
            ? $"must be a whole number of at least {key.Minimum}"
            : $"must be a whole number from {key.Minimum} to {key.Maximum}";
    }

    private static string? ReadMeasurands(
        string text,
        ConfigurationShape shape,
        int maxItems,
        out ConfigurationValue value
    )
    {
        string[] items = Items(text);
        var selections = new MeasurandSelection[items.Length];
        value = new(string.Join(',', items), 0, selections);
        if (items.Length > maxItems)
        {
            return $"must have at most {maxItems} measurands";
        }
        for (int i = 0; i < items.Length; i++)
        {
            if (!MeasurandSelection.TryParse(items[i], out selections[i]))
            {
                return $"has an unknown measurand: '{items[i]}'";
            }
            if (!MeasurandSupport.Supports(shape.Meters, selections[i]))
            {
                return $"has a measurand that no EVSE of this charge point has: '{items[i]}'";
            }
        }
        return Repeated(items);
    }

    private static string? ReadPhaseRotations(
        ConfigurationKey key,
        string text,
        ConfigurationShape shape,
        out ConfigurationValue value
    )
    {
        string[] items = Items(text);
        value = new(string.Join(',', items), 0, []);
        foreach (string item in items)
        {
            string[] parts = item.Split('.');
            bool valid =
                parts.Length == 2
                && int.TryParse(parts[0], System.Globalization.NumberStyles.None, null, out int connector)
                && connector <= shape.Connectors
                && key.AllowedItems!.Contains(parts[1]);
            if (!valid)
            {
                return $"must list items such as 1.RST, connector 0 to {shape.Connectors} and one of "
                    + $"{string.Join(", ", key.AllowedItems!)}; '{item}' is none";
            }
        }
        return Repeated([.. items.Select(item => item[..item.IndexOf('.')])]);
    }

    private static string? ReadList(ConfigurationKey key, string text, out ConfigurationValue value)
    {
        string[] items = Items(text);
        value = new(string.Join(',', items), 0, []);
        string? stranger = key.AllowedItems is { } allowed
            ? items.FirstOrDefault(item => !allowed.Contains(item))
            : null;
        return stranger is null
            ? Repeated(items)
            : $"must list only {string.Join(", ", key.AllowedItems!)}; '{stranger}' is none";
    }

    private static string? ReadHex(ConfigurationKey key, string text) =>
        text.Length >= key.Minimum
        && text.Length <= key.Maximum
        && text.Length % 2 == 0
        && text.All(char.IsAsciiHexDigit)
            ? null
            : $"must have {key.Minimum} to {key.Maximum} hexadecimal digits, an even number of them";

    private static string? ReadText(ConfigurationKey key, string text) =>
        text.Length >= key.Minimum && text.Length <= key.Maximum && text.All(c => c is >= ' ' and <= '~')
            ? null
            : $"must have {key.Minimum} to {key.Maximum} printable ASCII characters";

    private static string[] Items(string text) =>
        string.IsNullOrWhiteSpace(text) ? [] : text.Split(',', StringSplitOptions.TrimEntries);

    private static string? Repeated(string[] items)
    {
        string? twice = items.GroupBy(item => item).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? null : $"has '{twice}' more than once";
    }
}
