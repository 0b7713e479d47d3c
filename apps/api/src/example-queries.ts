export interface ExampleQuery {
  readonly title: string;
  readonly query: string;
}

/** What the query editor opens with: the job in five queries, on the sample data. */
export const exampleQueries: readonly ExampleQuery[] = [
  {
    title: '1 Find services',
    query: `# What can be bought for a product number? Any spelling will do.
{
  serviceOfferings(productNumber: "7x06-cto1ww", where: { kind: WARRANTY_UPGRADE, premier: false }, first: 10) {
    totalCount
    lookedFor { message }
    nodes {
      partNumber
      name
      serviceLevel
      termMonths
      listPrice { amount currency }
      onSaleUntil
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    title: '2 One machine',
    query: `# What does a machine have, and since when?
{
  machine(machineType: "7X06", serial: "JZRAMHKP") {
    productNumber
    customer { name }
    reseller { name }
    site { prefecture municipality }
    machineType { productName endOfSupport { state on } }
    warranty { serviceLevel period { startsOn endsOn } }
    coverage {
      covered
      coveredUntil
      timeline { layer serviceLevel premier period { startsOn endsOn } contract { packSerial } }
    }
  }
}
`,
  },
  {
    title: '3 What it may buy',
    query: `# Every service it may have or not, with every reason, its clause, and the nearest "yes".
{
  machine(machineType: "7Y51", serial: "JSYB2TNA") {
    eligibleServices(kind: WARRANTY_UPGRADE) {
      offering { partNumber name serviceLevel premier termMonths }
      decision {
        verdict
        period { startsOn endsOn }
        charges { kind price { amount currency } }
        findings { rule effect message clause { document locator text } facts { name value } }
        remedies { action message offering { partNumber } period { startsOn endsOn } }
      }
    }
  }
}
`,
  },
  {
    title: '4 A place',
    query: `# May a timed level be sold there? A postal code can lie in two municipalities.
{
  regionCheck(machineType: "7X06", serviceLevel: FULL_24X7_4H, site: { postalCode: "498-0000" }) {
    verdict
    findings { rule effect message }
  }
}
`,
  },
  {
    title: '5 Order a renewal',
    query: `# Orders a pack. The policy's "no" is data: a Rejection with its reasons.
mutation {
  orderServicePack(input: { partNumber: "5WS9Z00387", machineType: "7Y51", serial: "JSYB2TNA" }) {
    __typename
    ... on ServicePack { serial state deliveryWindow { startsOn endsOn } }
    ... on Rejection { decision { verdict findings { rule message } remedies { message } } }
  }
}
`,
  },
];
