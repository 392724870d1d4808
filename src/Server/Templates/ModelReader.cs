using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChargePoints;
using Server.Api;
using Server.Chargers;
using Server.Storage;

namespace Server.Templates;

/// <summary>
/// Reads a file of data/models: <c>id</c>, <c>description</c>, <c>serialPrefix</c> and <c>charger</c>, which is a charger as it is
/// imported, under the rules of <see cref="ChargerReader"/>, without what each charger has for itself.
/// </summary>
internal static partial class ModelReader
{
    // A serial number has 25 characters.
    private const int MostOfPrefix = 25 - ModelTemplate.SerialDigits;

    // What a charger gets when it is made.
    private static readonly string[] OwnOfEach = ["id", "locationId", "serialNumber", "csmsUrl", "password"];

    // Defaults are for chargers that somebody writes by hand; a model says what it is.
    private static readonly string[] RequiredOfCharger = ["vendor", "model", "firmwareVersion", "configuration"];
    private static readonly string[] RequiredOfEvse =
    [
        "currentType",
        "connectorType",
        "maxPowerW",
        "voltageV",
        "cable",
    ];

    /// <summary>The model, or null with what is wrong in <paramref name="errors"/>.</summary>
    public static ModelTemplate? Read(JsonElement json, string fileName, List<FieldError> errors)
    {
        var before = errors.Count;
        var fields = new JsonFields(json, "", errors);
        var id = fields.Text("id", 48, required: true);
        if (id is not null && !Kebab().IsMatch(id))
        {
            fields.Wrong("id", $"must be in kebab-case, as acme-ac-22, not '{id}'");
        }
        else if (id is not null && id != fileName)
        {
            fields.Wrong("id", $"must be the file's name '{fileName}', not '{id}'");
        }

        var description = fields.Text("description", 200, required: true);
        var prefix = fields.Text("serialPrefix", MostOfPrefix, required: true);
        if (prefix?.Any(c => c is < '!' or > '~') == true)
        {
            fields.Wrong("serialPrefix", "must be printable ASCII without spaces");
        }

        fields.Present("charger", required: true);
        fields.RejectUnknown();
        if (
            json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("charger", out var charger)
            || charger.ValueKind == JsonValueKind.Null
        )
        {
            return null;
        }

        var row = ReadCharger(charger, errors);
        return errors.Count > before
            ? null
            : new ModelTemplate(View(id!, description!, row!), prefix!, row! with { Id = "" });
    }

    private static ChargerRow? ReadCharger(JsonElement charger, List<FieldError> errors)
    {
        var found = new List<FieldError>();
        if (charger.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new("charger", $"must be an object, not {JsonFields.Kind(charger)}"));
            return null;
        }

        foreach (var name in OwnOfEach.Where(name => charger.TryGetProperty(name, out _)))
        {
            found.Add(new(name, "is no field of a model: each charger has its own"));
        }

        Require(charger, "", RequiredOfCharger, found);
        if (charger.TryGetProperty("evses", out var evses) && evses.ValueKind == JsonValueKind.Array)
        {
            foreach (var (evse, i) in evses.EnumerateArray().Select((evse, i) => (evse, i)))
            {
                Require(evse, $"evses[{i}].", RequiredOfEvse, found);
                RequirePhases(evse, $"evses[{i}].", found);
            }
        }

        ChargerRow? row = null;
        if (found.Count == 0)
        {
            var definition = JsonObject.Create(charger)!;
            definition["id"] = "MODEL";
            row = ChargerReader.Read(JsonSerializer.SerializeToElement(definition), "", found, single: false);
        }

        errors.AddRange(found.Select(error => error with { Path = $"charger.{error.Path}" }));
        return row;
    }

    private static void Require(JsonElement json, string path, string[] names, List<FieldError> errors)
    {
        // What is no object is refused by the reader of chargers.
        if (json.ValueKind == JsonValueKind.Object)
        {
            errors.AddRange(
                names
                    .Where(name => !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
                    .Select(name => new FieldError(path + name, "is missing"))
            );
        }
    }

    private static void RequirePhases(JsonElement evse, string path, List<FieldError> errors)
    {
        if (evse.ValueKind != JsonValueKind.Object || !evse.TryGetProperty("currentType", out var type))
        {
            return;
        }

        var there = evse.TryGetProperty("phases", out _);
        var ac =
            type.ValueKind == JsonValueKind.String && type.ValueEquals(EnumNames<CurrentType>.Name(CurrentType.AC));
        if (ac != there)
        {
            errors.Add(new(path + "phases", ac ? "is missing" : "is no field of DC, which has none"));
        }
    }

    private static ChargerModel View(string id, string description, ChargerRow row)
    {
        var configuration = Definitions.ReadConfiguration(row);
        var settings = Definitions.ChargePoint(row, configuration);
        var view = Definitions.ConfigurationOf(settings).Apply(configuration, out _);
        configuration.Remove(ConfigurationKeys.MeterValueSampleInterval.Name);
        return new()
        {
            Id = id,
            Description = description,
            Vendor = row.Vendor,
            Model = row.Model,
            FirmwareVersion = row.FirmwareVersion!,
            MeterIntervalSeconds = view.MeterValueSampleIntervalSeconds,
            BootOnReconnect = row.BootOnReconnect,
            BackupPower = row.BackupPower,
            ResumeAfterPowerLoss = row.ResumeAfterPowerLoss,
            Quirks = settings.Quirks,
            Configuration = configuration,
            Evses =
            [
                .. row.Evses.Select(evse => new ModelEvse(
                    evse.Id,
                    evse.CurrentType,
                    evse.ConnectorType,
                    evse.MaxPowerW,
                    evse.CurrentType == CurrentType.AC ? evse.Phases : null,
                    evse.VoltageV,
                    evse.Cable == CableKind.Socket ? Cable.Socket : Cable.Fixed
                )),
            ],
        };
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Kebab();
}
