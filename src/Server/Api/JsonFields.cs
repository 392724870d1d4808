using System.Text.Json;

namespace Server.Api;

/// <summary>Something to mend in a JSON document.</summary>
/// <param name="Path">The field, such as <c>evses[0].id</c>; empty for the document itself.</param>
/// <param name="Message">What to mend.</param>
public readonly record struct FieldError(string Path, string Message);

/// <summary>Reads the fields of a JSON object and gathers everything that is wrong with it, not only the first.</summary>
internal sealed class JsonFields
{
    private readonly JsonElement _object;
    private readonly string _path;
    private readonly List<FieldError> _errors;
    private readonly HashSet<string> _known = [];

    public JsonFields(JsonElement element, string path, List<FieldError> errors)
    {
        _path = path;
        _errors = errors;
        if (element.ValueKind == JsonValueKind.Object)
        {
            _object = element;
        }
        else
        {
            errors.Add(new(path, $"must be an object, not {Kind(element)}"));
        }
    }

    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    public void Wrong(string name, string message) => _errors.Add(new(PathOf(name), message));

    /// <summary>The value; null when absent, null or (reported as) wrong.</summary>
    public string? Text(string name, int maxLength, bool required = false, int minLength = 1)
    {
        if (Value(name, required) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            return Refuse<string>(name, "a string", value);
        }

        var text = value.GetString()!;
        if (text.Length < minLength || text.Length > maxLength)
        {
            Wrong(name, $"must have {minLength} to {maxLength} characters, not {text.Length}");
            return null;
        }

        return text;
    }

    public int? Integer(string name, int minimum, int maximum, bool required = false)
    {
        if (Value(name, required) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number)
        {
            Refuse<string>(name, "a whole number", value);
            return null;
        }

        if (!value.TryGetInt32(out var number) || number < minimum || number > maximum)
        {
            Wrong(name, $"must be a whole number from {minimum} to {maximum}, not {value.GetRawText()}");
            return null;
        }

        return number;
    }

    public double? Number(string name, double minimum, double maximum)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number)
        {
            Refuse<string>(name, "a number", value);
            return null;
        }

        var number = value.GetDouble();
        if (!(number >= minimum && number <= maximum))
        {
            Wrong(name, $"must be from {minimum} to {maximum}, not {value.GetRawText()}");
            return null;
        }

        return number;
    }

    public bool? Flag(string name)
    {
        switch (Value(name))
        {
            case null:
                return null;
            case { ValueKind: JsonValueKind.True }:
                return true;
            case { ValueKind: JsonValueKind.False }:
                return false;
            case { } value:
                Refuse<string>(name, "true or false", value);
                return null;
        }
    }

    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && EnumNames<T>.TryParse(value.GetString(), out var choice))
        {
            return choice;
        }

        Wrong(name, $"must be one of {EnumNames<T>.List}, not {value.GetRawText()}");
        return null;
    }

    /// <summary>A list of names, each at most once; empty when absent or (reported as) wrong.</summary>
    public IReadOnlyList<T> Choices<T>(string name)
        where T : struct, Enum
    {
        var choices = new List<T>();
        var items = Items(name) ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (
                items[i].ValueKind != JsonValueKind.String
                || !EnumNames<T>.TryParse(items[i].GetString(), out var choice)
            )
            {
                Wrong($"{name}[{i}]", $"must be one of {EnumNames<T>.List}, not {items[i].GetRawText()}");
            }
            else if (choices.Contains(choice))
            {
                Wrong($"{name}[{i}]", "is there twice");
            }
            else
            {
                choices.Add(choice);
            }
        }

        return choices;
    }

    public IReadOnlyList<JsonElement>? Items(string name, bool required = false)
    {
        if (Value(name, required) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray()]
            : Refuse<IReadOnlyList<JsonElement>>(name, "an array", value);
    }

    /// <summary>An object of strings.</summary>
    public Dictionary<string, string>? Map(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return Refuse<Dictionary<string, string>>(name, "an object", value);
        }

        var map = new Dictionary<string, string>();
        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
            {
                Wrong($"{name}.{property.Name}", $"must be a string, not {Kind(property.Value)}");
            }
            else if (!map.TryAdd(property.Name, property.Value.GetString()!))
            {
                Wrong($"{name}.{property.Name}", "is there twice");
            }
        }

        return map;
    }

    /// <summary>A field that is read elsewhere.</summary>
    public void Present(string name, bool required) => _ = Value(name, required);

    /// <summary>To be called last: reports fields that nobody has asked for.</summary>
    public void RejectUnknown()
    {
        if (_object.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var seen = new HashSet<string>();
        foreach (var property in _object.EnumerateObject())
        {
            if (!_known.Contains(property.Name))
            {
                Wrong(property.Name, $"is no field here; there are {string.Join(", ", _known)}");
            }
            else if (!seen.Add(property.Name))
            {
                Wrong(property.Name, "is there twice");
            }
        }
    }

    public static string Kind(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "true or false",
            _ => "null",
        };

    private JsonElement? Value(string name, bool required = false)
    {
        _known.Add(name);
        if (
            _object.ValueKind == JsonValueKind.Object
            && _object.TryGetProperty(name, out var value)
            && value.ValueKind != JsonValueKind.Null
        )
        {
            return value;
        }

        if (required && _object.ValueKind == JsonValueKind.Object)
        {
            Wrong(name, "is missing");
        }

        return null;
    }

    private T? Refuse<T>(string name, string wanted, JsonElement value)
        where T : class
    {
        Wrong(name, $"must be {wanted}, not {Kind(value)}");
        return null;
    }
}
