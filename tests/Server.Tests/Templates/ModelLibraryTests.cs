using System.Text;
using System.Text.Json.Nodes;
using ChargePoints;
using Server.Templates;

namespace Server.Tests.Templates;

/// <summary>The library's models, and the rules that a model's file is under.</summary>
public sealed class ModelLibraryTests
{
    private const string Sound = """
        {
          "id": "acme-ac-22",
          "description": "A post.",
          "serialPrefix": "AC22-",
          "charger": {
            "vendor": "Acme",
            "model": "AC 22",
            "firmwareVersion": "1.0.0",
            "meterIntervalSeconds": 30,
            "quirks": ["power-in-kilowatts"],
            "evses": [
              { "id": 1, "currentType": "AC", "connectorType": "Type2", "maxPowerW": 22000, "phases": 3, "voltageV": 230, "cable": "socket" }
            ],
            "configuration": { "HeartbeatInterval": "600" }
          }
        }
        """;

    [Fact]
    public void The_library_has_AC_and_DC_models_of_several_makers()
    {
        var models = ModelLibrary.All.Select(template => template.Model).ToList();

        models.Count.ShouldBeGreaterThanOrEqualTo(12);
        models.Select(model => model.Id).ShouldBeUnique();
        models.Select(model => $"{model.Vendor} {model.Model}").ShouldBeUnique();
        models.Select(model => model.Vendor).Distinct().Count().ShouldBeGreaterThanOrEqualTo(4);
        foreach (var type in Enum.GetValues<CurrentType>())
        {
            models.Count(model => model.Evses.All(evse => evse.CurrentType == type)).ShouldBeGreaterThanOrEqualTo(5);
        }

        ModelLibrary.All.Select(template => template.SerialPrefix).ShouldBeUnique();
    }

    [Fact]
    public void Every_file_of_the_folder_is_in_the_library()
    {
        var files = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "data", "models"))
            .Select(Path.GetFileNameWithoutExtension);

        ModelLibrary.All.Select(template => template.Model.Id).ShouldBe(files, ignoreOrder: true);
    }

    [Fact]
    public void A_models_electricity_is_that_of_its_connector()
    {
        foreach (var model in ModelLibrary.All.Select(template => template.Model))
        {
            foreach (var evse in model.Evses)
            {
                var (type, most) = evse.ConnectorType switch
                {
                    // A Type 1 inlet has one phase and 80 A, a Type 2 one at most 63 A on each phase.
                    "Type1" => (CurrentType.AC, 80 * evse.VoltageV),
                    "Type2" => (CurrentType.AC, 63 * evse.VoltageV * evse.Phases!.Value),
                    "CHAdeMO" => (CurrentType.DC, 200_000),
                    "CCS1" or "CCS2" or "NACS" => (CurrentType.DC, 500_000),
                    "MCS" => (CurrentType.DC, 3_750_000),
                    var other => throw new InvalidOperationException($"{model.Id}: what is {other}?"),
                };

                evse.CurrentType.ShouldBe(type, model.Id);
                evse.MaxPowerW.ShouldBeLessThanOrEqualTo(most, model.Id);
                if (type == CurrentType.DC)
                {
                    evse.Cable.ShouldBe(Chargers.Cable.Fixed, model.Id);
                    model.Configuration["MeterValuesSampledData"].ShouldContain("SoC", customMessage: model.Id);
                }
            }
        }
    }

    [Fact]
    public void A_sound_file_becomes_a_model()
    {
        var template = Read(Sound);

        template.SerialPrefix.ShouldBe("AC22-");
        template.Model.Description.ShouldBe("A post.");
        template.Model.MeterIntervalSeconds.ShouldBe(30);
        template.Model.Quirks.ShouldBe([Quirk.PowerInKilowatts]);
        template.Model.Configuration.ShouldBe(
            new Dictionary<string, string> { ["HeartbeatInterval"] = "600" },
            ignoreOrder: true
        );
        template.Model.Evses.ShouldHaveSingleItem().MaxPowerW.ShouldBe(22_000);
        var charger = template.Make("CP1", "here");
        (charger.Id, charger.LocationId, charger.Running).ShouldBe(("CP1", "here", false));
        charger.Evses.ShouldHaveSingleItem().ChargerId.ShouldBe("CP1");
    }

    [Fact]
    public void Serial_numbers_are_the_chargers_own_and_stay_the_same()
    {
        var template = Read(Sound);
        var serials = Enumerable.Range(0, 10_000).Select(i => template.Make($"CP{i}", "here").SerialNumber).ToList();

        serials.ShouldBeUnique();
        serials.ShouldAllBe(serial => serial!.Length == 17 && serial.StartsWith("AC22-"));
        template.Make("CP7", "elsewhere").SerialNumber.ShouldBe(serials[7]);
    }

    [Theory]
    [InlineData("id", null, "id is missing")]
    [InlineData("id", "\"Acme AC22\"", "id must be in kebab-case")]
    [InlineData("id", "\"acme--ac\"", "id must be in kebab-case")]
    [InlineData("id", "\"acme-ac-11\"", "id must be the file's name 'acme-ac-22'")]
    [InlineData("description", null, "description is missing")]
    [InlineData("description", "\"\"", "description must have 1 to 200 characters")]
    [InlineData("serialPrefix", null, "serialPrefix is missing")]
    [InlineData("serialPrefix", "\"12345678901234\"", "serialPrefix must have 1 to 13 characters")]
    [InlineData("serialPrefix", "\"Ä\"", "serialPrefix must be printable ASCII")]
    [InlineData("serialPrefix", "\"A B\"", "serialPrefix must be printable ASCII")]
    [InlineData("charger", null, "charger is missing")]
    [InlineData("charger", "[]", "charger must be an object, not an array")]
    [InlineData("power", "1", "power is no field here")]
    [InlineData("charger.id", "\"CP1\"", "charger.id is no field of a model")]
    [InlineData("charger.locationId", "\"x\"", "charger.locationId is no field of a model")]
    [InlineData("charger.serialNumber", "\"1\"", "charger.serialNumber is no field of a model")]
    [InlineData("charger.csmsUrl", "\"ws://x\"", "charger.csmsUrl is no field of a model")]
    [InlineData("charger.password", "\"00\"", "charger.password is no field of a model")]
    [InlineData("charger.vendor", null, "charger.vendor is missing")]
    [InlineData("charger.vendor", "\"A maker whose name is long\"", "charger.vendor must have 1 to 20 characters")]
    [InlineData("charger.model", null, "charger.model is missing")]
    [InlineData("charger.firmwareVersion", "null", "charger.firmwareVersion is missing")]
    [InlineData("charger.configuration", null, "charger.configuration is missing")]
    [InlineData("charger.evses", null, "charger.evses is missing")]
    [InlineData("charger.evses", "[]", "charger.evses must have 1 to 64 EVSEs")]
    [InlineData("charger.evses", "[7]", "charger.evses[0] must be an object")]
    [InlineData("charger.evses", "[{ \"id\": 1 }]", "charger.evses[0].maxPowerW is missing")]
    [InlineData("charger.evses", "[{ \"id\": 1, \"currentType\": \"AC\" }]", "charger.evses[0].phases is missing")]
    [InlineData(
        "charger.evses",
        "[{ \"id\": 1, \"currentType\": \"DC\", \"phases\": 3 }]",
        "charger.evses[0].phases is no field of DC"
    )]
    [InlineData("charger.quirks", "[\"no-such\"]", "charger.quirks[0] must be one of")]
    [InlineData("charger.colour", "\"red\"", "charger.colour is no field here")]
    [InlineData("charger.configuration", "{ \"Nope\": \"1\" }", "charger.configuration.Nope")]
    [InlineData("charger.configuration", "{ \"HeartbeatInterval\": \"x\" }", "charger.configuration.HeartbeatInterval")]
    [InlineData(
        "charger.configuration",
        "{ \"MeterValueSampleInterval\": \"5\" }",
        "charger.meterIntervalSeconds disagrees with configuration.MeterValueSampleInterval"
    )]
    public void A_wrong_file_says_what_is_wrong(string path, string? value, string mentions)
    {
        var json = JsonNode.Parse(Sound)!.AsObject();
        var (parent, name) = path.Split('.') is [var outer, var inner]
            ? (json[outer]!.AsObject(), inner)
            : (json, path);
        parent.Remove(name);
        if (value is not null)
        {
            parent[name] = JsonNode.Parse(value);
        }

        Should.Throw<InvalidDataException>(() => Read(json.ToJsonString())).Message.ShouldContain(mentions);
    }

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("{ \"id\": ", "is not JSON: line 1")]
    [InlineData("[]", "must be an object, not an array")]
    public void What_is_no_model_at_all(string text, string mentions) =>
        Should.Throw<InvalidDataException>(() => Read(text)).Message.ShouldContain(mentions);

    private static ModelTemplate Read(string text) =>
        ModelLibrary.Read("acme-ac-22.json", Encoding.UTF8.GetBytes(text));
}
