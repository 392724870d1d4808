using Conformance.Tests.Page.Rules;

namespace Conformance.Tests.Page;

/// <summary>The rules of the specification, its errata, OCPP-J and the security whitepaper that no case covers.</summary>
internal static class RuleList
{
    /// <summary>In the order of the page.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. TransportRules.All,
        .. StationRules.All,
        .. TransactionRules.All,
        .. SmartChargingRules.All,
        .. OperationRules.All,
        .. SecurityRules.All,
        .. FileRules.All,
    ];
}
