import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';

/**
 * Nest's validation, for arguments whose class has rules. Most have none: that GraphQL has checked their types is all
 * there is, and looking for rules would take longer than anything else on the way to a resolver.
 */
export class RulesPipe extends ValidationPipe {
  private readonly known = new Map<ArgumentMetadata['metatype'], boolean>();

  protected override toValidate(metadata: ArgumentMetadata): boolean {
    return this.hasRules(metadata.metatype) && super.toValidate(metadata);
  }

  private hasRules(metatype: ArgumentMetadata['metatype']): boolean {
    if (metatype === undefined) return false;
    let has = this.known.get(metatype);
    if (has === undefined) {
      has = getMetadataStorage().getTargetValidationMetadatas(metatype, '', true, false).length > 0;
      this.known.set(metatype, has);
    }
    return has;
  }
}
