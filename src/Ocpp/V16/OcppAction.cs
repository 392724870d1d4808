using System.Collections.Frozen;

namespace Ocpp.V16;

/// <summary>An action of OCPP 1.6: its name on the wire, who may call it, and what it carries either way.</summary>
public abstract class OcppAction
{
    private protected OcppAction(string name, FeatureProfile profile, Direction direction)
    {
        Name = name;
        Profile = profile;
        Direction = direction;
    }

    /// <summary>The name in a CALL: case-sensitive, without <c>.req</c>.</summary>
    public string Name { get; }

    /// <summary>The feature profile that it belongs to.</summary>
    public FeatureProfile Profile { get; }

    /// <summary>Who may call it.</summary>
    public Direction Direction { get; }

    /// <summary>The payload of its CALL.</summary>
    public PayloadType Request => RequestType;

    /// <summary>The payload of its CALLRESULT.</summary>
    public PayloadType Response => ResponseType;

    private protected abstract PayloadType RequestType { get; }

    private protected abstract PayloadType ResponseType { get; }

    /// <summary>All 39 actions.</summary>
    public static IReadOnlyList<OcppAction> All => Actions.All;

    /// <summary>The action of that name; null when there is none.</summary>
    public static OcppAction? Find(string name) => ByName.Index.GetValueOrDefault(name);

    /// <summary>An action that is not known, to be called for the sake of a test; any JSON is a valid payload of it.</summary>
    /// <param name="name">Its name, which no known action has.</param>
    /// <param name="direction">Who calls it.</param>
    public static OcppAction Unknown(string name, Direction direction) => new UnknownAction(name, direction);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static class ByName
    {
        internal static readonly FrozenDictionary<string, OcppAction> Index = Actions.All.ToFrozenDictionary(a =>
            a.Name
        );
    }
}

/// <summary>An action with the types of its request and response.</summary>
/// <typeparam name="TRequest">The payload of its CALL.</typeparam>
/// <typeparam name="TResponse">The payload of its CALLRESULT.</typeparam>
public sealed class OcppAction<TRequest, TResponse> : OcppAction
    where TRequest : class
    where TResponse : class
{
    internal OcppAction(
        string name,
        FeatureProfile profile,
        Direction direction,
        PayloadType<TRequest> request,
        PayloadType<TResponse> response
    )
        : base(name, profile, direction)
    {
        Request = request;
        Response = response;
    }

    /// <inheritdoc cref="OcppAction.Request"/>
    public new PayloadType<TRequest> Request { get; }

    /// <inheritdoc cref="OcppAction.Response"/>
    public new PayloadType<TResponse> Response { get; }

    private protected override PayloadType RequestType => Request;

    private protected override PayloadType ResponseType => Response;
}
