using System.Text.Json.Nodes;
using ChargePoints;
using Ocpp.V16;
using Simulation.Chaos;
using Simulation.Scenarios.Acts;
using Simulation.Scenarios.Written.Steps;

namespace Simulation.Scenarios.Written;

/// <summary>Reads the steps that do something to a charger: one for each kind of act.</summary>
internal sealed class ActReader(FileReader reader)
{
    private const int LongestTag = 20;
    private const int LongestKey = 50;
    private const int LongestValue = 500;

    private static readonly VehicleSettings Usual = new() { Id = "usual" };

    private static readonly string[] ActionsOfCsms =
    [
        .. OcppAction.All.Where(it => it.Direction == Direction.FromCentralSystem).Select(it => it.Name),
    ];

    /// <summary>Those that are there, in the order of the documentation.</summary>
    public static readonly string[] Names =
    [
        "plug-in",
        "unplug",
        "present-tag",
        "start-transaction",
        "stop-transaction",
        "drive-off",
        "pause-vehicle",
        "resume-vehicle",
        "start",
        "stop",
        "set-configuration",
        "chaos",
        "lift-chaos",
        "csms-call",
        "order-firmware",
    ];

    /// <summary>The act of a step; null, with the problems, when something is wrong with it.</summary>
    public Func<Track, ScenarioAct>? Read(string name, Node node, string path) =>
        name switch
        {
            "plug-in" => PlugIn(node, path),
            "unplug" => Unplug(node, path),
            "present-tag" => PresentTag(node, path),
            "start-transaction" => Start(node, path),
            "stop-transaction" => Stop(node, path),
            "drive-off" => Plain(node, path, track => new DriveOff(track.Charger!.Id, track.EvseId)),
            "pause-vehicle" => Plain(node, path, track => new PauseCar(track.Charger!.Id, track.EvseId, Paused: true)),
            "resume-vehicle" => Plain(
                node,
                path,
                track => new PauseCar(track.Charger!.Id, track.EvseId, Paused: false)
            ),
            "start" => Plain(node, path, track => new StartCharger(track.Charger!.Id)),
            "stop" => Plain(node, path, track => new StopCharger(track.Charger!.Id)),
            "set-configuration" => SetConfiguration(node, path),
            "chaos" => Chaos(node, path),
            "lift-chaos" => LiftChaos(node, path),
            "csms-call" => CsmsCall(node, path),
            _ => Plain(node, path, track => new OrderFirmware(track.Charger!.Id)),
        };

    private Func<Track, ScenarioAct>? Plain(Node node, string path, Func<Track, ScenarioAct> make)
    {
        var fields = reader.Object(node, path);
        fields?.RejectUnknown();
        return fields is null ? null : make;
    }

    private Func<Track, ScenarioAct>? PlugIn(Node node, string path)
    {
        if (reader.Object(node, path) is not { } fields)
        {
            return null;
        }
        var car = Car(fields);
        fields.RejectUnknown();
        return track => new PlugInCar(track.Charger!.Id, track.EvseId, car(track).Car);
    }

    private Func<Track, ScenarioAct>? Unplug(Node node, string path)
    {
        if (reader.Object(node, path) is not { } fields)
        {
            return null;
        }
        var side = fields.Optional("side", (it, at) => reader.Choice(it, at, ["evse", "ev"]));
        fields.RejectUnknown();
        return track => new UnplugCar(
            track.Charger!.Id,
            track.EvseId,
            side?.Invoke(track) switch
            {
                "ev" => UnplugSide.Ev,
                "evse" => UnplugSide.Evse,
                _ => null,
            }
        );
    }

    private Func<Track, ScenarioAct>? PresentTag(Node node, string path)
    {
        if (reader.Object(node, path) is not { } fields)
        {
            return null;
        }
        var tag = fields.Required("idTag", Tag);
        fields.RejectUnknown();
        return tag is null ? null : track => new HoldTag(track.Charger!.Id, track.EvseId, tag(track));
    }

    private Func<Track, ScenarioAct>? Start(Node node, string path)
    {
        if (reader.Object(node, path) is not { } fields)
        {
            return null;
        }
        var tag = fields.Optional("idTag", Tag);
        var car = Car(fields);
        if (fields.Optional("idTag") is null && fields.Optional("vehicle") is null)
        {
            reader.Wrong(
                fields.At,
                fields.Path("idTag"),
                "is missing: give it, or a vehicle of the location that has one"
            );
        }
        fields.RejectUnknown();
        return track =>
        {
            var vehicle = car(track);
            return new StartCharging(track.Charger!.Id, track.EvseId, tag?.Invoke(track) ?? vehicle.IdTag, vehicle.Car);
        };
    }

    private Func<Track, ScenarioAct>? Stop(Node node, string path)
    {
        if (reader.Object(node, path) is not { } fields)
        {
            return null;
        }
        var reason = fields.Optional("reason", (it, at) => reader.Choice(it, at, Enum.GetNames<Reason>()));
        fields.RejectUnknown();
        return track => new StopCharging(
            track.Charger!.Id,
            track.EvseId,
            reason is null ? Reason.Local : Enum.Parse<Reason>(reason(track))
        );
    }

    private Func<Track, ScenarioAct>? SetConfiguration(Node node, string path)
    {
        if (reader.Object(node, path) is not { } fields)
        {
            return null;
        }
        var key = fields.Required("key", (it, at) => reader.Text(it, at, LongestKey));
        var value = fields.Required("value", (it, at) => reader.Text(it, at, LongestValue));
        fields.RejectUnknown();
        return key is null || value is null ? null : track => new SetKey(track.Charger!.Id, key(track), value(track));
    }

    private Func<Track, ScenarioAct>? Chaos(Node node, string path)
    {
        if (
            reader.Object(node, path) is not { } fields
            || KindOf(fields.Required("kind"), fields.Path("kind")) is not { } kind
        )
        {
            return null;
        }
        var numbers = new List<(string Name, Func<Track, double> Value)>();
        var choices = new List<(string Name, Func<Track, string> Value)>();
        foreach (var parameter in kind.Parameters)
        {
            if (parameter.Choices is { } allowed)
            {
                if (fields.Optional(parameter.Name, (it, at) => reader.Choice(it, at, allowed)) is { } choice)
                {
                    choices.Add((parameter.Name, choice));
                }
            }
            else if (
                fields.Optional(
                    parameter.Name,
                    (it, at) => reader.Number(it, at, parameter.Minimum!.Value, parameter.Maximum!.Value)
                ) is
                { } number
            )
            {
                numbers.Add((parameter.Name, number));
            }
        }
        const int MaxEvseId = 1000;
        var evse =
            kind.Scope == ChaosScope.Charger
                ? null
                : fields.Optional("evseId", (it, at) => reader.Integer(it, at, 1, MaxEvseId));
        fields.RejectUnknown();
        var place = node.At;
        return track => new InjectChaos(track.Charger!.Id, Make(track));

        ChaosSettings Make(Track track)
        {
            var problems = new List<ChaosProblem>();
            var arguments = new ChaosArguments
            {
                EvseId = evse?.Invoke(track) ?? 0,
                Seed = track.Random.NextUInt64() >> 11,
                Numbers = numbers.ToDictionary(it => it.Name, it => it.Value(track)),
                Choices = choices.ToDictionary(it => it.Name, it => it.Value(track)),
            };
            return ChaosCatalogue.Make(kind, arguments, problems)
                ?? throw new ScenarioFaultException(
                    place,
                    $"{path}.{string.Join("; ", problems.Select(it => $"{it.Parameter} {it.Message}"))}"
                );
        }
    }

    private Func<Track, ScenarioAct>? LiftChaos(Node node, string path)
    {
        if (
            reader.Object(node, path) is not { } fields
            || KindOf(fields.Required("kind"), fields.Path("kind")) is not { } kind
        )
        {
            return null;
        }
        var evse = fields.Optional("evseId", (it, at) => reader.Integer(it, at, 1, 1000));
        fields.RejectUnknown();
        return track => new LiftChaos(track.Charger!.Id, evse?.Invoke(track) ?? 0, kind.Kind);
    }

    private Func<Track, ScenarioAct>? CsmsCall(Node node, string path)
    {
        if (reader.Object(node, path) is not { } fields)
        {
            return null;
        }
        var action = fields.Required("action", (it, at) => reader.Choice(it, at, ActionsOfCsms));
        var payload = fields.Optional("payload", (it, at) => new JsonTemplate(reader).Read(it, at));
        fields.RejectUnknown();
        return action is null
            ? null
            : track => new CsmsCall(
                track.Charger!.Id,
                action(track),
                (payload?.Invoke(track) ?? new JsonObject()).ToJsonString()
            );
    }

    private ChaosKindDescription? KindOf(Node? node, string path)
    {
        if (node is not Scalar scalar)
        {
            if (node is not null)
            {
                reader.Wrong(node, path, "must be a single value");
            }
            return null;
        }
        // The other fields depend on it: it is not computed.
        if (ChaosCatalogue.TryFind(scalar.Text, out var kind))
        {
            return kind;
        }
        string[] kinds = [.. ChaosCatalogue.All.Select(it => it.Kind)];
        reader.Wrong(node, path, $"must be one of {string.Join(", ", kinds)}{Suggestion.For(scalar.Text, kinds)}");
        return null;
    }

    // A vehicle of the location by its id, or a car of its own; single fields change either.
    private Func<Track, ScenarioVehicle> Car(ObjectReader fields)
    {
        var id = fields.Optional("vehicle", (it, at) => reader.Text(it, at, 48));
        var place = fields.At;
        var battery = Field("batteryWh", 100, 10_000_000);
        var soc = Field("socPercent", 0, 100);
        var ac = Field("maxAcPowerW", 0, 1_000_000);
        var dc = Field("maxDcPowerW", 0, 10_000_000);
        var phases = fields.Optional("phases", (it, at) => reader.Integer(it, at, 1, 3));
        var limit = Field("chargeLimitPercent", 10, 100);
        var temperature = Field("batteryTemperatureC", -40, 60);
        return track =>
        {
            var vehicle = id is null
                ? new ScenarioVehicle(Usual with { Id = $"EV-{track.NextKey() & 0xFFFFFF:X6}" }, "")
                : Find(track, id(track), place);
            var car = vehicle.Car;
            return vehicle with
            {
                Car = car with
                {
                    BatteryWh = battery?.Invoke(track) ?? car.BatteryWh,
                    SocPercent = soc is null ? car.SocPercent : Math.Round(soc(track), 1),
                    MaxAcPowerW = ac?.Invoke(track) ?? car.MaxAcPowerW,
                    MaxDcPowerW = dc?.Invoke(track) ?? car.MaxDcPowerW,
                    Phases = phases?.Invoke(track) ?? car.Phases,
                    ChargeLimitPercent = limit?.Invoke(track) ?? car.ChargeLimitPercent,
                    BatteryTemperatureC = temperature?.Invoke(track) ?? car.BatteryTemperatureC,
                },
            };
        };

        Func<Track, double>? Field(string name, double least, double most) =>
            fields.Optional(name, (it, at) => reader.Number(it, at, least, most));
    }

    private static ScenarioVehicle Find(Track track, string id, Place place) =>
        track.Run.Context.Vehicles.FirstOrDefault(it => it.Car.Id == id)
        ?? throw new ScenarioFaultException(place, $"there is no vehicle '{id}' in the location");

    private Func<Track, string>? Tag(Node node, string path) =>
        reader.Text(
            node,
            path,
            LongestTag,
            text => text.All(c => c is >= ' ' and <= '~') ? null : "must be printable ASCII"
        );
}
